/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_CONDITION_H
#define REPORTS_CONDITION_H

#include "reports/result_read.h"

#include <regex.h>

/* How an observed value is held against what a profile says. */
enum op {
	OP_EQ,
	OP_NE,
	OP_GE,
	OP_GT,
	OP_LE,
	OP_LT,
	OP_CONTAINS,
	OP_CONTAINS_ALL,
	OP_ONE_OF,
	OP_MATCHES,
	OP_EXISTS,
	OP_COUNT
};

/* {"fact": ..., "op": ..., "value": ...} of a profile: in "when", or a requirement's own. */
struct condition {
	const char *fact; /* NULL where it tests something else: a metric's statistic */
	enum op op;
	const json_t *value; /* NULL where `other` is */
	const char *other;   /* value: {"fact": other, "scale": scale} */
	double scale;
	bool scaled;
	regex_t regex; /* OP_MATCHES */
};

enum answer { ANSWER_NO, ANSWER_YES, ANSWER_UNKNOWN };

/* Reads "op" and "value" of `object`, which stands at `path` in the document. */
int condition_read(struct condition *condition, const struct document *doc, const json_t *object,
	const char *path, struct message *msg);
void condition_free(struct condition *condition);

/*
 * Whether `observed` satisfies the condition; ANSWER_UNKNOWN where the fact to compare
 * with is not in the result. `reason` says why not, where that is not plain.
 */
enum answer condition_holds(const struct condition *condition, const struct result *result,
	const json_t *observed, char *reason, size_t size);
/* "at least 435.2 (0.85 x machine.memory_mib)", "contains VIRTIO_F_VERSION_1". */
const char *condition_expected(
	const struct condition *condition, const struct result *result, char *text, size_t size);

const char *op_word(enum op op);

#endif
