/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"
#include "reports/plot.h"
#include "reports/quantity.h"

#include <stdio.h>

const char *plot_alt(const struct plot *plot, char *text, size_t size)
{
	const struct chart *chart = plot->chart;
	char p50[40], p99[40], max[40];
	size_t used =
		(size_t)snprintf(text, size, "%s of %s.", plot_kind_title(plot->kind), chart->name);

	for (size_t i = 0; i < chart->count && used < size; i++) {
		const json_t *metric = chart->curves[i].metric;

		quantity(metric_percentile(metric, 50), chart->unit, p50, sizeof(p50));
		quantity(metric_percentile(metric, 99), chart->unit, p99, sizeof(p99));
		quantity(metric_max(metric), chart->unit, max, sizeof(max));
		used += (size_t)snprintf(text + used, size - used,
			" %s: median %s, 99th percentile %s, largest %s of %lld values.",
			chart->curves[i].label, p50, p99, max, (long long)metric_count(metric));
	}
	return text;
}
