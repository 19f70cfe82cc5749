/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"
#include "reports/plot.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <math.h>
#include <stdio.h>

/* "median 107 µs, 99th percentile 200 µs, largest 1 ms of 1000 values" */
static void put_distribution(FILE *out, const struct chart *chart, const json_t *metric)
{
	double p99 = metric_shown_percentile(metric, 99);
	char number[40];

	fprintf(out, "median %s",
		quantity(metric_percentile(metric, 50), chart->unit, number, sizeof(number)));
	if (!isnan(p99))
		fprintf(out, ", 99th percentile %s",
			quantity(p99, chart->unit, number, sizeof(number)));
	fprintf(out, ", largest %s of %lld values",
		quantity(metric_max(metric), chart->unit, number, sizeof(number)),
		(long long)metric_count(metric));
}

/* "107 µs at 1, 300 µs at 32" */
static void put_loads(FILE *out, const struct chart *chart, const struct curve *curve)
{
	char number[40];

	for (size_t i = 0; i < curve->point_count; i++)
		fprintf(out, "%s%s at %g", i ? ", " : "",
			quantity(metric_percentile(curve->points[i].metric, curve->percent),
				chart->unit, number, sizeof(number)),
			curve->points[i].load);
}

/* "the largest values came 0.35 s after the beginning, of 0.6 s" */
static void put_heat(FILE *out, const json_t *heat)
{
	double slice = json_number_value(json_object_get(heat, "slice_ns")) * 1e-9;
	json_int_t most = -1, when = 0, last = 0;
	const json_t *cells = json_object_get(heat, "cells");

	for (size_t i = 0; i < json_array_size(cells); i += 3) {
		json_int_t at = json_integer_at(cells, i);
		json_int_t low = json_integer_at(cells, i + 1);

		last = at > last ? at : last;
		when = low > most ? at : when;
		most = low > most ? low : most;
	}
	fprintf(out, "; the largest came %.3g s after the beginning, of %.3g s",
		((double)when + 0.5) * slice, (double)(last + 1) * slice);
}

const char *plot_alt(const struct plot *plot, char *text, size_t size)
{
	const struct chart *chart = plot->chart;
	FILE *out = fmemopen(text, size, "w");

	text[0] = '\0';
	if (!out)
		return text;
	fprintf(out, "%s: %s.", plot_kind_title(plot->kind), chart->name);
	for (size_t i = 0; i < chart->count; i++) {
		const struct curve *curve = &chart->curves[i];

		fprintf(out, " %s: ", curve->label);
		if (chart->kind == CHART_LOAD)
			put_loads(out, chart, curve);
		else
			put_distribution(out, chart, curve->metric);
		if (chart->kind == CHART_HEAT)
			put_heat(out, json_object_get(curve->metric, "heat"));
		fputc('.', out);
	}
	fclose(out);
	text[size - 1] = '\0';
	text_trim(text);
	return text;
}
