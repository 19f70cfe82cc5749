/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/series.h"

#include <string.h>

void series_init(struct series *series)
{
	series->samples = json_object();
}

void series_add(struct series *series, const char *id, double value)
{
	json_t *samples = json_object_get(series->samples, id);

	if (!samples) {
		samples = json_array();
		json_object_set_new(series->samples, id, samples);
	}
	json_array_append_new(samples, json_real(value));
}

void series_end(struct series *series, const struct unit *unit, json_t *result,
	const char *condition, unsigned value)
{
	json_t *metrics = json_array();

	for (const struct metric_desc *desc = unit->metrics; desc->id; desc++) {
		json_t *samples = json_object_get(series->samples, desc->id);

		if (samples)
			json_array_append_new(metrics,
				json_pack("{s:s,s:s,s:s,s:{s:i},s:O}", "id", desc->id, "unit",
					desc->unit, "better",
					desc->better == BETTER_LOWER ? "lower" : "higher",
					"conditions", condition, (int)value, "samples", samples));
	}
	json_object_set_new(result, "metrics", metrics);
	json_decref(series->samples);
}

const json_t *series_metric(const json_t *result, const char *id)
{
	size_t i;
	json_t *metric;

	json_array_foreach (json_object_get(result, "metrics"), i, metric)
		if (!strcmp(json_string_value(json_object_get(metric, "id")), id))
			return json_object_get(metric, "value");
	return NULL;
}
