/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* False, with the finding said, where the requirement's "when" does not hold or is unknown. */
static bool applies(struct finding *finding, const struct result *result)
{
	const struct requirement *r = finding->requirement;
	char reason[1400];

	for (size_t i = 0; i < r->when_count; i++) {
		struct finding when = {0};
		bool holds, unknown;

		judge_condition(&when, &r->when[i], result);
		holds = when.outcome == OUTCOME_MET;
		unknown = when.outcome == OUTCOME_UNKNOWN;
		snprintf(reason, sizeof(reason), "%s %s: %s, observed %s%s%s%s",
			unknown ? "cannot tell whether it applies: only where"
				: "applies only where",
			r->when[i].fact, when.expected, when.observed ? when.observed : "nothing",
			unknown && when.reason ? " (" : "",
			unknown && when.reason ? when.reason : "",
			unknown && when.reason ? ")" : "");
		finding_free(&when);
		if (holds)
			continue;
		finding_say(finding,
			&(struct said){
				.outcome = unknown ? OUTCOME_UNKNOWN : OUTCOME_NOT_APPLICABLE,
				.reason = reason,
			});
		return false;
	}
	return true;
}

static void judge_unobservable(struct finding *finding, const struct result *result)
{
	(void)result;
	finding_say(finding, &(struct said){
				     .outcome = OUTCOME_NOT_JUDGED,
				     .reason = finding->requirement->name,
			     });
}

static void judge_requirement(
	const struct judge_options *options, struct finding *finding, const struct result *result)
{
	static void (*const judges[])(struct finding *, const struct result *) = {
		[SUBJECT_FACT] = judge_fact,
		[SUBJECT_CHECK] = judge_check,
		[SUBJECT_METRIC] = judge_metric,
		[SUBJECT_UNOBSERVABLE] = judge_unobservable,
	};
	char expected[1000];

	if (applies(finding, result))
		judges[finding->requirement->subject](finding, result);
	if (!finding->expected)
		finding->expected = strdup(requirement_expected(
			finding->requirement, result, expected, sizeof(expected)));
	if (finding->outcome == OUTCOME_UNMET && options->waivers) {
		finding->waiver = waivers_find(options->waivers, finding->requirement->id);
		if (finding->waiver && !finding->waiver->expired)
			finding->outcome = OUTCOME_WAIVED;
	}
}

static enum conformance conclude(const struct judge_options *options, const struct judgement *j)
{
	size_t unmet = j->unmet[REQUIRE_MANDATORY], unknown = j->unknown[REQUIRE_MANDATORY];

	if (options->strict) {
		unmet += j->unmet[REQUIRE_RECOMMENDED];
		unknown += j->unknown[REQUIRE_RECOMMENDED];
	}
	if (!j->complete || j->empty)
		return CONFORMANCE_INCOMPLETE;
	if (unmet)
		return CONFORMANCE_NO;
	return unknown ? CONFORMANCE_INCOMPLETE : CONFORMANCE_YES;
}

static char *hypervisor_of(const struct result *result)
{
	const char *name = json_string_value(json_object_get(result->hypervisor, "name"));
	const char *version = json_string_value(json_object_get(result->hypervisor, "version"));
	char *text = NULL;

	if (name && asprintf(&text, "%s%s%s", name, version && *version ? " " : "",
			    version ? version : "") < 0)
		abort();
	return text;
}

static char *accelerator_of(const struct result *result)
{
	const char *name = json_string_value(json_object_get(result->hypervisor, "accelerator"));

	return name ? strdup(name) : NULL;
}

static void copy_problems(struct judgement *judgement, const json_t *problems)
{
	const json_t *problem;
	size_t i;

	judgement->problems = calloc(json_array_size(problems) + 1, sizeof(char *));
	json_array_foreach (problems, i, problem)
		judgement->problems[judgement->problem_count++] =
			strdup(json_string_value(problem));
}

static bool has_findings(const struct result *result)
{
	return json_object_size(result->facts) || json_array_size(result->verdicts) ||
	       json_array_size(result->metrics);
}

void judge_result(const struct judge_options *options, const struct result *result,
	struct judgement *judgement)
{
	const struct profile *profile = options->profile;
	char label[200];

	judgement->label = strdup(result_label(result, label, sizeof(label)));
	judgement->hypervisor = hypervisor_of(result);
	judgement->accelerator = accelerator_of(result);
	copy_problems(judgement, json_object_get(result->run, "problems"));
	judgement->complete = result->complete;
	judgement->empty = !has_findings(result);
	judgement->count = profile->count;
	judgement->findings = calloc(profile->count + 1, sizeof(*judgement->findings));
	for (size_t i = 0; i < profile->count; i++) {
		struct finding *finding = &judgement->findings[i];

		finding->requirement = &profile->requirements[i];
		judge_requirement(options, finding, result);
		judgement->counts[finding->outcome]++;
		if (finding->outcome == OUTCOME_UNMET)
			judgement->unmet[finding->requirement->level]++;
		if (finding->outcome == OUTCOME_UNKNOWN)
			judgement->unknown[finding->requirement->level]++;
	}
	judgement->conformance = conclude(options, judgement);
}

void judgement_free(struct judgement *judgement)
{
	for (size_t i = 0; i < judgement->count; i++)
		finding_free(&judgement->findings[i]);
	free(judgement->findings);
	free(judgement->file);
	free(judgement->label);
	free(judgement->hypervisor);
	free(judgement->accelerator);
	free(judgement->error);
	for (size_t i = 0; i < judgement->problem_count; i++)
		free(judgement->problems[i]);
	free(judgement->problems);
	*judgement = (struct judgement){0};
}
