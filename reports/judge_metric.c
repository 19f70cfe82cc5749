/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
	return json_string_value(json_object_get(object, key));
}

/* Speed says something about the hypervisor only where the CPU ran the guest. */
static bool speed_counts(const struct result *result, char *reason, size_t size)
{
	const json_t *hardware = json_object_get(result->hypervisor, "hardware");
	const char *accelerator = text_of(result->hypervisor, "accelerator");

	if (json_is_true(hardware))
		return true;
	if (accelerator)
		snprintf(reason, size, "%s: a speed counts on hardware virtualization only",
			accelerator);
	else
		snprintf(reason, size, "the result does not say what ran the guest");
	return false;
}

static void judge_row(struct finding *finding, const struct result *result, const json_t *row)
{
	static const enum outcome outcomes[] = {
		[ANSWER_NO] = OUTCOME_UNMET,
		[ANSWER_YES] = OUTCOME_MET,
		[ANSWER_UNKNOWN] = OUTCOME_UNKNOWN,
	};
	const struct requirement *r = finding->requirement;
	double number = metric_statistic(row, r->statistic);
	char expected[1000], observed[200], reason[300] = "", statistic[40], unit[40], digits[40];
	struct said said = {
		.outcome = OUTCOME_UNKNOWN,
		.where = text_of(row, "device"),
		.expected = requirement_expected(r, result, expected, sizeof(expected)),
		.observed = observed,
		.reason = reason,
	};
	json_t *value;

	snprintf(observed, sizeof(observed), "%s%s%s",
		statistic_words(r->statistic, statistic, sizeof(statistic)),
		number_text(number, digits, sizeof(digits)),
		unit_words(text_of(row, "unit"), unit, sizeof(unit)));
	if (strcmp(text_of(row, "unit"), r->unit) != 0) {
		snprintf(reason, sizeof(reason), "measured in %s; the profile says %s",
			text_of(row, "unit"), r->unit);
	} else if (isnan(number)) {
		snprintf(observed, sizeof(observed), "no %s", r->statistic);
		snprintf(reason, sizeof(reason), "%s",
			metric_count(row) ? "it is not one number" : "nothing was recorded");
	} else if (metric_unit_is_speed(r->unit) && !speed_counts(result, reason, sizeof(reason))) {
		said.outcome = OUTCOME_NOT_JUDGED;
	} else {
		value = json_real(number);
		said.outcome =
			outcomes[condition_holds(&r->test, result, value, reason, sizeof(reason))];
		json_decref(value);
	}
	finding_say(finding, &said);
}

static void judge_missing(struct finding *finding, const struct result *result)
{
	const struct unit *bench = NULL;
	char reason[700];
	enum outcome outcome;

	metric_find(finding->requirement->name, &bench);
	if (metric_unit_is_speed(finding->requirement->unit) &&
		!speed_counts(result, reason, sizeof(reason)))
		outcome = OUTCOME_NOT_JUDGED; /* nor would it be if it had been measured */
	else
		outcome = judge_silence(result, bench, reason, sizeof(reason));
	/* A bench that ran and measured something else has not shown what is asked for. */
	finding_say(
		finding, &(struct said){
				 .outcome = outcome == OUTCOME_UNMET ? OUTCOME_UNKNOWN : outcome,
				 .observed = "not measured",
				 .reason = reason,
			 });
}

void judge_metric(struct finding *finding, const struct result *result)
{
	const struct requirement *r = finding->requirement;
	json_t *row;
	size_t i;

	json_array_foreach (result->metrics, i, row)
		if (!strcmp(text_of(row, "id"), r->name) &&
			requirement_wants_device(r, text_of(row, "device")) &&
			metric_has_conditions(row, r->conditions))
			judge_row(finding, result, row);
	if (!finding->said)
		judge_missing(finding, result);
}
