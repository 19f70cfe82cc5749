/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_CONDITION_OPS_H
#define REPORTS_CONDITION_OPS_H

#include "reports/condition.h"

/* The operators' table; for condition*.c and what reasons about conditions. */

/* Kinds of JSON values, as a set of bits. */
enum { NUMBER = 1, STRING = 2, BOOLEAN = 4, LIST = 8, NOTHING = 16 };

unsigned value_kind(const json_t *value);
const char *value_kind_word(const json_t *value);

/* Whether the observed value satisfies the wanted one; kinds were looked at before. */
typedef bool op_test(const struct condition *condition, const json_t *observed, const json_t *want);

struct op_row {
	const char *word, *phrase; /* in a profile, and for people before the value */
	unsigned takes, observes;  /* kinds of "value" and of what is observed */
	const char *takes_words;
	op_test *test;
};
extern const struct op_row op_rows[OP_COUNT];

#endif
