/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/chart.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The rows that differ in their load only, by load. */
struct family {
	const struct match_row **rows;
	size_t count;
};

static double load_of(const struct match_row *row)
{
	const json_t *load =
		json_object_get(json_object_get(row->any, "conditions"), CHART_LOAD_KEY);

	return json_is_number(load) && json_number_value(load) > 0 ? json_number_value(load) : 0;
}

static int by_load(const void *a, const void *b)
{
	double x = load_of(*(const struct match_row *const *)a);
	double y = load_of(*(const struct match_row *const *)b);

	return (x > y) - (x < y);
}

/* Percentiles say most of a load, and requests per second; bytes per second are these again. */
static bool wanted(const struct match_row *row)
{
	return load_of(row) &&
	       (!json_object_get(row->any, "value") || !strcmp(text_at(row->any, "unit"), "1/s"));
}

/* All of the family of row `first`; none where that is not the first of them. */
static void find_family(struct family *family, const struct match *metrics, size_t first)
{
	family->count = 0;
	for (size_t i = 0; i < metrics->count && family->count < LOADS_MAX; i++) {
		if (!wanted(&metrics->rows[i]) ||
			!match_same_but(&metrics->rows[first], &metrics->rows[i], CHART_LOAD_KEY))
			continue;
		if (i < first) {
			family->count = 0;
			return;
		}
		family->rows[family->count++] = &metrics->rows[i];
	}
	qsort(family->rows, family->count, sizeof(*family->rows), by_load);
}

static void add_curve(struct chart *chart, const struct family *family, size_t result,
	double percent, const char *label)
{
	struct curve *curve = curve_add(chart, family->rows[0]->any, label);

	curve->percent = percent;
	for (size_t i = 0; i < family->count; i++) {
		const json_t *metric = family->rows[i]->of[result];

		if (metric && !isnan(metric_shown_percentile(metric, percent)))
			curve->points[curve->point_count++] =
				(struct load_point){load_of(family->rows[i]), metric};
	}
	if (curve->point_count < 2)
		chart->count--;
}

/* p50, p99 and p99.9 of each result; of several results p50 and p99, else nobody can read it. */
static void add_curves(
	struct chart *chart, const struct family *family, const char *const *labels, size_t results)
{
	static const double percents[] = {50, 99, 99.9};
	bool number = json_object_get(family->rows[0]->any, "value") != NULL;
	size_t most = number ? 1 : results == 1 ? 3 : 2;
	char label[96], percent[32];

	for (size_t r = 0; r < results; r++)
		for (size_t i = 0; i < most && chart->count < CURVES_MAX; i++) {
			size_t before = chart->count;

			snprintf(percent, sizeof(percent), "p%g", percents[i]);
			snprintf(label, sizeof(label), "%s%s%s", results > 1 ? labels[r] : "",
				results > 1 && !number ? ", " : "", number ? "" : percent);
			add_curve(chart, family, r, percents[i], *label ? label : chart->id);
			if (chart->count == before)
				continue;
			chart->curves[before].colour = (unsigned)(results > 1 ? r : i);
			chart->curves[before].dashes = (unsigned)(results > 1 && number ? r : i);
		}
}

int charts_by_load(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results)
{
	struct family family = {.rows = calloc(LOADS_MAX, sizeof(*family.rows))};
	char conditions[300];
	int err = family.rows ? 0 : -ENOMEM;

	for (size_t i = 0; !err && i < metrics->count; i++) {
		struct chart *chart;

		find_family(&family, metrics, i);
		if (family.count < 2)
			continue;
		chart = chart_add(charts, &metrics->rows[i],
			match_conditions_but(
				&metrics->rows[i], CHART_LOAD_KEY, conditions, sizeof(conditions)));
		if (!chart) {
			err = -ENOMEM;
			continue;
		}
		chart->kind = CHART_LOAD;
		add_curves(chart, &family, labels, results);
		if (!chart->count)
			charts->count--;
	}
	free(family.rows);
	return err;
}
