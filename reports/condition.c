/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/condition.h"

#include "reports/condition_ops.h"
#include "reports/judge_facts.h"
#include "reports/text.h"

#include <stdio.h>

/* A new reference to what to compare with; NULL where the result lacks it. */
static json_t *wanted_value(const struct condition *condition, const struct result *result)
{
	struct fact_cursor cursor;

	if (!condition->other)
		return condition->value ? json_incref((json_t *)condition->value) : json_true();
	cursor = facts_named(result, condition->other);
	if (!facts_next(&cursor))
		return NULL;
	if (condition->scaled && json_is_number(cursor.value))
		return json_real(json_number_value(cursor.value) * condition->scale);
	return json_incref((json_t *)cursor.value);
}

enum answer condition_holds(const struct condition *condition, const struct result *result,
	const json_t *observed, char *reason, size_t size)
{
	json_t *want = wanted_value(condition, result);
	bool holds = false;

	reason[0] = '\0';
	if (!want) {
		snprintf(reason, size, "%s is not in the result", condition->other);
		return ANSWER_UNKNOWN;
	}
	if (condition->other && !(value_kind(want) & op_rows[condition->op].takes)) {
		snprintf(reason, size, "%s is %s, which \"%s\" cannot compare with",
			condition->other, value_kind_word(want), op_word(condition->op));
		json_decref(want);
		return ANSWER_UNKNOWN;
	}
	if (!(value_kind(observed) & op_rows[condition->op].observes))
		snprintf(reason, size, "it is %s, which \"%s\" cannot judge",
			value_kind_word(observed), op_word(condition->op));
	else
		holds = op_rows[condition->op].test(condition, observed, want);
	json_decref(want);
	return holds ? ANSWER_YES : ANSWER_NO;
}

const char *condition_expected(
	const struct condition *condition, const struct result *result, char *text, size_t size)
{
	json_t *want;
	char value[600];
	int used;

	if (condition->op == OP_EXISTS) {
		snprintf(text, size, "%s",
			!condition->value || json_is_true(condition->value) ? "reported"
									    : "not reported");
		return text;
	}
	want = result ? wanted_value(condition, result) : json_incref((json_t *)condition->value);
	used = snprintf(text, size, "%s%s", op_rows[condition->op].phrase,
		want ? value_text(want, value, sizeof(value)) : "");
	if (condition->scaled)
		snprintf(text + used, size - (size_t)used, "%s%g x %s%s", want ? " (" : "",
			condition->scale, condition->other, want ? ")" : "");
	else if (condition->other)
		snprintf(text + used, size - (size_t)used, "%s%s%s", want ? " (" : "",
			condition->other, want ? ")" : "");
	json_decref(want);
	return text;
}
