/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/chart.h"

#include "reports/conditions.h"
#include "reports/metric.h"
#include "reports/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEWEST 5 /* values that make a distribution worth drawing */

static bool is_distribution(const json_t *metric)
{
	return metric && !json_object_get(metric, "value") && metric_count(metric) >= FEWEST &&
	       metric_min(metric) < metric_max(metric);
}

static bool same_subject(const json_t *a, const json_t *b)
{
	return !strcmp(text_at(a, "id"), text_at(b, "id")) &&
	       !strcmp(text_at(a, "device"), text_at(b, "device")) &&
	       !strcmp(text_at(a, "unit"), text_at(b, "unit"));
}

struct chart *chart_add(struct charts *charts, const struct match_row *row, const char *conditions)
{
	struct chart *items = realloc(charts->items, (charts->count + 1) * sizeof(*items)), *chart;

	if (!items)
		return NULL;
	charts->items = items;
	chart = &items[charts->count++];
	*chart = (struct chart){
		.row = row, .id = text_at(row->any, "id"), .unit = text_at(row->any, "unit")};
	snprintf(chart->name, sizeof(chart->name), "%s%s%s", chart->id, *conditions ? ", " : "",
		conditions);
	text_trim(chart->name);
	return chart;
}

struct curve *curve_add(struct chart *chart, const json_t *metric, const char *label)
{
	struct curve *curve = &chart->curves[chart->count];

	*curve = (struct curve){
		.metric = metric,
		.colour = (unsigned)chart->count,
		.dashes = (unsigned)chart->count,
	};
	snprintf(curve->label, sizeof(curve->label), "%s", label);
	text_trim(curve->label);
	chart->count++;
	return curve;
}

static bool belongs(const struct match_row *row, const void *with)
{
	return is_distribution(row->any) && same_subject(row->any, with);
}

/* One result: the rows of one subject share a chart. */
static int chart_subject(struct charts *charts, const struct company *company)
{
	struct chart *chart = NULL;
	char own[96], shared[260];

	conditions_shared(company, shared, sizeof(shared));
	for (size_t i = 0; i < company->count; i++) {
		const json_t *metric = company->rows[i]->any;

		if (!chart || chart->count == CURVES_MAX)
			chart = chart_add(charts, company->rows[i], shared);
		if (!chart)
			return -ENOMEM;
		conditions_own(company, company->rows[i], NULL, own, sizeof(own));
		curve_add(chart, metric, *own ? own : chart->id);
	}
	return 0;
}

static int charts_by_condition(struct charts *charts, const struct match *metrics)
{
	int err = 0;

	for (size_t i = 0; !err && i < metrics->count; i++) {
		const json_t *metric = metrics->rows[i].any;
		struct company company = company_of(metrics, belongs, metric);

		if (company.count && company.rows[0] == &metrics->rows[i])
			err = chart_subject(charts, &company);
		company_free(&company);
	}
	return err;
}

/* Several: each row has a chart, and each result its style throughout the page. */
static int charts_by_result(struct charts *charts, const struct match *metrics,
	const char *const *labels, size_t results)
{
	for (size_t i = 0; i < metrics->count; i++) {
		const struct match_row *row = &metrics->rows[i];
		struct chart *chart = NULL;
		struct curve *curve;

		for (size_t r = 0; r < results; r++) {
			if (!is_distribution(row->of[r]) ||
				strcmp(text_at(row->of[r], "unit"), text_at(row->any, "unit")) != 0)
				continue;
			if (!chart || chart->count == CURVES_MAX)
				chart = chart_add(charts, row, match_conditions(row));
			if (!chart)
				return -ENOMEM;
			curve = curve_add(chart, row->of[r], labels[r]);
			curve->colour = curve->dashes = (unsigned)r;
		}
	}
	return 0;
}

int charts_make(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results, struct message *msg)
{
	int err;

	*charts = (struct charts){0};
	err = results == 1 ? charts_by_condition(charts, metrics)
			   : charts_by_result(charts, metrics, labels, results);
	if (!err)
		err = charts_by_load(charts, metrics, labels, results);
	if (!err)
		err = charts_over_time(charts, metrics, labels, results);
	return err ? message_set(msg, err, "out of memory") : 0;
}

void charts_free(struct charts *charts)
{
	free(charts->items);
	*charts = (struct charts){0};
}
