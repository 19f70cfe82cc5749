/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "core/verdict.h"

#include <stdio.h>
#include <string.h>

static bool matches_any(const json_t *patterns, const struct unit *unit)
{
	const json_t *pattern;
	size_t i;

	json_array_foreach (patterns, i, pattern)
		if (json_is_string(pattern) && unit_matches(unit, json_string_value(pattern)))
			return true;
	return false;
}

static bool planned(const struct result *result, const struct unit *unit)
{
	const json_t *plan = json_object_get(result->run, "plan");
	const json_t *include = json_object_get(plan, "include");

	return include ? matches_any(include, unit) : unit_matches(unit, "*");
}

/* What the unit itself said; verdicts of probes and benches stand there unless they pass. */
static const json_t *verdict_of(const struct result *result, const struct unit *unit)
{
	const json_t *verdict;
	size_t i;

	json_array_foreach (result->verdicts, i, verdict)
		if (!strcmp(json_string_value(json_object_get(verdict, "id")), unit->id))
			return verdict;
	return NULL;
}

enum outcome judge_silence(
	const struct result *result, const struct unit *unit, char *text, size_t size)
{
	const json_t *verdict = unit ? verdict_of(result, unit) : NULL;
	const char *word = json_string_value(json_object_get(verdict, "word"));
	const char *reason = json_string_value(json_object_get(verdict, "reason"));

	if (unit && word && strcmp(word, "pass") != 0) {
		snprintf(text, size, "%s is %s%s%s", unit->id, word, reason ? ": " : "",
			reason ? reason : "");
		return strcmp(word, "absent") ? OUTCOME_UNKNOWN : OUTCOME_NOT_APPLICABLE;
	}
	if (unit && unit->flags & UNIT_EL1 && !json_is_true(json_object_get(result->run, "el1")))
		snprintf(text, size, "not tried: the EL1 probe did not run");
	else if (!result->complete)
		snprintf(text, size, "not reported: the result is incomplete");
	else if (!unit)
		snprintf(text, size, "not in the result");
	else if (!planned(result, unit))
		snprintf(text, size, "not tried: the plan does not include %s", unit->id);
	else {
		snprintf(text, size, "%s did not report it", unit->id);
		return OUTCOME_UNMET;
	}
	return OUTCOME_UNKNOWN;
}
