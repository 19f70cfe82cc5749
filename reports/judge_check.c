/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "core/verdict.h"

#include <stdio.h>
#include <string.h>

static enum outcome outcome_of(const struct requirement *requirement, const char *word)
{
	if (requirement_wants_word(requirement, word))
		return OUTCOME_MET;
	switch (verdict_from_word(word)) {
	case VERDICT_ABSENT:
		return requirement->present ? OUTCOME_UNMET : OUTCOME_NOT_APPLICABLE;
	case VERDICT_UNOBSERVABLE:
		return OUTCOME_NOT_JUDGED;
	case VERDICT_SKIPPED:
	case VERDICT_BLOCKED:
	case VERDICT_INCONCLUSIVE:
	case VERDICT_ERROR:
		return OUTCOME_UNKNOWN;
	default:
		return OUTCOME_UNMET;
	}
}

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

static void judge_verdict(
	struct finding *finding, const struct result *result, const json_t *verdict)
{
	const json_t *evidence = json_object_get(verdict, "evidence");
	const char *word = text_of(verdict, "word");
	const char *seen = text_of(evidence, "observed"), *wanted = text_of(evidence, "expected");
	char expected[300], observed[400];
	bool plain = !strcmp(word, "pass") || !strcmp(word, "fail") || !strcmp(word, "warn");

	requirement_expected(finding->requirement, result, expected, sizeof(expected));
	/* "fail" and "warn" go without saying where there is evidence. */
	snprintf(observed, sizeof(observed), "%s%s%s", plain && seen && *seen ? "" : word,
		!plain && seen && *seen ? ": " : "", seen ? seen : "");
	finding_say(finding, &(struct said){
				     .outcome = outcome_of(finding->requirement, word),
				     .where = text_of(verdict, "device"),
				     .expected = wanted && *wanted ? wanted : expected,
				     .observed = observed,
				     .reason = text_of(verdict, "reason"),
			     });
}

/* The check ran, but on no device of the kind that the requirement is about. */
static void judge_no_device(struct finding *finding)
{
	char reason[300];

	snprintf(reason, sizeof(reason), "no %s", finding->requirement->device);
	finding_say(
		finding, &(struct said){
				 .outcome = finding->requirement->present ? OUTCOME_UNMET
									  : OUTCOME_NOT_APPLICABLE,
				 .observed = "no device",
				 .reason = reason,
			 });
}

void judge_check(struct finding *finding, const struct result *result)
{
	const char *name = finding->requirement->name;
	const struct unit *unit = unit_find(name);
	char reason[700];
	bool elsewhere = false;
	json_t *verdict;
	size_t i;

	json_array_foreach (result->verdicts, i, verdict) {
		if (strcmp(text_of(verdict, "id"), name) != 0)
			continue;
		elsewhere = true;
		if (requirement_wants_device(finding->requirement, text_of(verdict, "device")))
			judge_verdict(finding, result, verdict);
	}
	if (finding->said)
		return;
	if (elsewhere && result->complete) {
		judge_no_device(finding);
		return;
	}
	judge_silence(result, unit, reason, sizeof(reason));
	finding_say(finding,
		&(struct said){
			.outcome = OUTCOME_UNKNOWN, .observed = "no verdict", .reason = reason});
}
