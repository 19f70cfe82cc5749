/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_EMIT_H
#define EL1_EMIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Events as frames (core/frame.h) over the UART: a JSON object is built key by key. */
void emit_begin(const char *event);
void emit_text(const char *key, const char *text);
void emit_int(const char *key, int64_t value);
void emit_bool(const char *key, bool value);
void emit_hex(const char *key, uint64_t value); /* as a string, "0x1f" */
void emit_open(const char *key, char bracket);	/* '[' or '{'; key NULL inside an array */
void emit_close(char bracket);			/* ']' or '}' */
void emit_item_text(const char *text);
void emit_item_int(int64_t value);
void emit_end(void);
uint32_t emit_sum(void); /* of all checksums until now: core/frame.h */

/* ---- facts, as in core/job.h ---- */
void fact_int(const char *id, int64_t value);
void fact_bool(const char *id, bool value);
void fact_text(const char *id, const char *value);
void fact_hex(const char *id, uint64_t value);
void fact_version(const char *id, unsigned major, unsigned minor); /* "1.1" */
void fact_uid(const char *id, const int64_t words[4]); /* RFC 4122, as SMCCC returns it */
void fact_list(const char *id);			       /* then emit_item_*(), then: */
void fact_list_end(void);

/* Samples in nanoseconds of a metric; lower is better. `conditions`: key and value or NULL. */
void metric_samples(
	const char *id, const char *key, const char *value, const uint32_t *samples, size_t count);

#endif
