/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"
#include "reports/plot.h"
#include "reports/quantity.h"

#include <math.h>
#include <stdio.h>

const char *plot_alt(const struct plot *plot, char *text, size_t size)
{
	const struct chart *chart = plot->chart;
	char number[40];
	size_t used =
		(size_t)snprintf(text, size, "%s of %s.", plot_kind_title(plot->kind), chart->name);

	for (size_t i = 0; i < chart->count && used < size; i++) {
		const json_t *metric = chart->curves[i].metric;
		double p99 = metric_shown_percentile(metric, 99);

		used += (size_t)snprintf(text + used, size - used, " %s: median %s",
			chart->curves[i].label,
			quantity(metric_percentile(metric, 50), chart->unit, number,
				sizeof(number)));
		if (!isnan(p99) && used < size)
			used += (size_t)snprintf(text + used, size - used, ", 99th percentile %s",
				quantity(p99, chart->unit, number, sizeof(number)));
		if (used < size)
			used += (size_t)snprintf(text + used, size - used,
				", largest %s of %lld values.",
				quantity(metric_max(metric), chart->unit, number, sizeof(number)),
				(long long)metric_count(metric));
	}
	return text;
}
