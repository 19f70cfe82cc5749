/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "reports/judge_facts.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

/* No fact of that name: is that an answer, and which? */
static void judge_missing(struct finding *finding, const struct condition *condition,
	const struct result *result, const char *expected)
{
	const struct unit *unit = NULL;
	char reason[700];
	struct said said = {.expected = expected, .observed = "not reported", .reason = reason};

	bool host = judge_describe(condition->fact, &unit) && !unit;

	said.outcome = judge_silence(result, unit, reason, sizeof(reason));
	/* Where no host was, its facts are not unknown: they do not exist. */
	if (condition->op == OP_EXISTS &&
		(said.outcome != OUTCOME_UNKNOWN || (host && result->complete)))
		said.outcome = json_is_false(condition->value) ? OUTCOME_MET : OUTCOME_UNMET;
	finding_say(finding, &said);
}

void judge_condition(
	struct finding *finding, const struct condition *condition, const struct result *result)
{
	static const enum outcome outcomes[] = {
		[ANSWER_NO] = OUTCOME_UNMET,
		[ANSWER_YES] = OUTCOME_MET,
		[ANSWER_UNKNOWN] = OUTCOME_UNKNOWN,
	};
	bool pattern = facts_is_pattern(condition->fact);
	char expected[1000], observed[1000], reason[300];
	size_t count = 0;

	condition_expected(condition, result, expected, sizeof(expected));
	for (struct fact_cursor c = facts_named(result, condition->fact); facts_next(&c); count++)
		finding_say(finding,
			&(struct said){
				.outcome = outcomes[condition_holds(
					condition, result, c.value, reason, sizeof(reason))],
				.where = pattern ? c.id : NULL,
				.expected = expected,
				.observed = value_text(c.value, observed, sizeof(observed)),
				.reason = reason,
			});
	if (!count)
		judge_missing(finding, condition, result, expected);
}

void judge_fact(struct finding *finding, const struct result *result)
{
	char expected[1000];

	judge_condition(finding, &finding->requirement->test, result);
	free(finding->expected);
	finding->expected = strdup(
		requirement_expected(finding->requirement, result, expected, sizeof(expected)));
}
