/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/chart.h"

#include <errno.h>

#define RESULTS_MAX 4 /* of more nobody looks at each, and pages would grow by megabytes */

int charts_over_time(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results)
{
	for (size_t i = 0; results <= RESULTS_MAX && i < metrics->count; i++)
		for (size_t r = 0; r < results; r++) {
			const json_t *metric = metrics->rows[i].of[r];
			struct chart *chart;

			if (!json_array_size(
				    json_object_get(json_object_get(metric, "heat"), "cells")))
				continue;
			chart = chart_add(
				charts, &metrics->rows[i], match_conditions(&metrics->rows[i]));
			if (!chart)
				return -ENOMEM;
			chart->kind = CHART_HEAT;
			curve_add(chart, metric, results > 1 ? labels[r] : chart->id)->colour =
				(unsigned)r;
		}
	return 0;
}
