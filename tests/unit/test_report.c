/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/conditions.h"
#include "reports/html.h"
#include "reports/metric.h"
#include "reports/plot.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *put(const char *text)
{
	static char page[400];
	FILE *out = fmemopen(page, sizeof(page), "w");

	html_put(out, "<p title=\"%s\">%d %zu%%</p>", text, -3, (size_t)7);
	fclose(out);
	return page;
}

Test(html, everything_from_elsewhere_is_escaped)
{
	cr_assert_str_eq(put("plain"), "<p title=\"plain\">-3 7%</p>");
	cr_assert_str_eq(
		put("<b a='\"'>&"), "<p title=\"&lt;b a=&#39;&quot;&#39;&gt;&amp;\">-3 7%</p>");
	cr_assert_str_eq(
		put("\x01\x1b[31m"), "<p title=\"\xef\xbf\xbd\xef\xbf\xbd[31m\">-3 7%</p>");
}

static const char *shown(double value, const char *unit)
{
	static char text[64];

	return quantity(value, unit, text, sizeof(text));
}

Test(quantity, three_digits_and_the_unit_that_fits)
{
	cr_assert_str_eq(shown(262143, "ns"), "262 µs");
	cr_assert_str_eq(shown(999, "ns"), "999 ns");
	cr_assert_str_eq(shown(999.6, "us"), "1.00 ms");
	cr_assert_str_eq(shown(1500, "ms"), "1.50 s");
	cr_assert_str_eq(shown(0.5, "ns"), "0.500 ns");
	cr_assert_str_eq(shown(-1234, "ns"), "-1.23 µs");
	cr_assert_str_eq(shown(1234567, "1/s"), "1.23 M/s");
	cr_assert_str_eq(shown(1234, "MB/s"), "1.23 GB/s");
	cr_assert_str_eq(shown(12345, "count"), "12345");
	cr_assert_str_eq(shown(34.46, "ppm"), "34.5 ppm");
	cr_assert_str_eq(shown(0, "ns"), "0");
	cr_assert_str_eq(shown(NAN, "ns"), "–");
}

static json_t *metric(const char *text)
{
	json_t *json = json_loads(text, 0, NULL);

	cr_assert(json);
	return json;
}

Test(metric, a_percentile_that_no_value_exceeds_is_not_shown)
{
	json_t *few = metric("{\"samples\": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}");
	json_t *one = metric("{\"value\": 5}");

	cr_assert_eq(metric_shown_percentile(few, 90), 9);
	cr_assert(isnan(metric_shown_percentile(few, 99)));
	cr_assert_eq(metric_shown_percentile(few, 100), 10);
	cr_assert_eq(metric_shown_percentile(one, 99), 5);
	json_decref(few);
	json_decref(one);
}

/* The points of a plot of one curve; returns how many. */
static size_t points(
	enum plot_kind kind, const char *unit, json_t *json, double (*xy)[2], size_t max)
{
	struct chart chart = {.id = "x", .unit = unit, .curves = {{.metric = json}}, .count = 1};
	char *text = NULL, *line, *rest;
	size_t size, count = 0;
	FILE *out = open_memstream(&text, &size);

	plot_points(out, kind, &chart, 0);
	fclose(out);
	for (rest = text; count < max && (line = strtok_r(rest, "\n", &rest)); count++)
		cr_assert_eq(sscanf(line, "%lf %lf", &xy[count][0], &xy[count][1]), 2, "%s", line);
	free(text);
	return count;
}

static const char hist_text[] = "{\"histogram\": {\"count\": 10, \"min\": 100, \"max\": 100000, "
				"\"mean\": 1.0, \"buckets\": [100, 8, 1008, 1, 99328, 1]}}";

Test(plot, a_cdf_ends_at_all_values_and_never_falls)
{
	double xy[400][2];
	json_t *json = metric(hist_text);
	size_t count = points(PLOT_CDF, "ns", json, xy, 400);

	cr_assert_geq(count, 4);
	for (size_t i = 1; i < count; i++)
		cr_assert(xy[i][0] >= xy[i - 1][0] && xy[i][1] >= xy[i - 1][1]);
	cr_assert_eq(xy[0][1], 0);
	cr_assert_eq(xy[count - 1][1], 100);
	cr_assert_float_eq(xy[count - 1][0], 100000e-9, 1e-12, "times are in seconds");
	json_decref(json);
}

Test(plot, percentiles_stop_where_the_values_do)
{
	double xy[400][2];
	json_t *json = metric(hist_text);
	size_t count = points(PLOT_PERCENTILES, "ns", json, xy, 400);

	cr_assert_eq(xy[count - 1][0], 10, "ten values show no more than one in ten");
	cr_assert_float_eq(xy[count - 1][1], 100000e-9, 1e-12);
	cr_assert_lt(xy[0][1], 110e-9);
	json_decref(json);
}

Test(plot, the_shares_of_a_histogram_add_up)
{
	double xy[400][2], sum = 0;
	json_t *json = metric(hist_text);
	size_t count = points(PLOT_HISTOGRAM, "ns", json, xy, 400);

	for (size_t i = 2; i + 1 < count; i += 2) /* two points for each bin */
		sum += xy[i][1];
	cr_assert_float_eq(sum, 100, 0.01);
	json_decref(json);
}

Test(plot, values_of_zero_do_not_break_a_logarithmic_axis)
{
	double xy[400][2];
	json_t *json = metric("{\"samples\": [0, 0, 5, 500, 5000]}");
	enum plot_kind kinds[] = {PLOT_CDF, PLOT_HISTOGRAM};

	for (size_t k = 0; k < 2; k++) {
		size_t count = points(kinds[k], "us", json, xy, 400);

		for (size_t i = 0; i < count; i++)
			cr_assert(xy[i][0] > 0 && isfinite(xy[i][1]), "%g %g", xy[i][0], xy[i][1]);
	}
	json_decref(json);
}

Test(plot, negative_values_have_a_linear_axis)
{
	struct chart chart = {.unit = "ppm", .count = 1};

	chart.curves[0].metric = metric("{\"samples\": [-5, 5]}");
	cr_assert_not(plot_is_logarithmic(&chart));
	chart.curves[0].metric = metric("{\"samples\": [1, 5]}");
	cr_assert(plot_is_logarithmic(&chart));
}

static bool all(const struct match_row *row, const void *with)
{
	return row && !with;
}

Test(conditions, what_is_shared_is_said_once)
{
	struct result result = {
		.doc.root =
			metric("{\"metrics\": ["
			       "{\"id\": \"a\", \"device\": \"d\", \"conditions\": {\"size\": 1, "
			       "\"depth\": 1}},"
			       "{\"id\": \"b\", \"device\": \"d\", \"conditions\": {\"size\": 1}},"
			       "{\"id\": \"a\", \"device\": \"d\", \"conditions\": {\"size\": 1, "
			       "\"depth\": 8}}]}")};
	struct match match;
	struct message msg = {0};
	struct company company;
	char text[100];

	cr_assert_eq(match_metrics(&match, &result, 1, &msg), 0);
	company = company_of(&match, all, NULL);
	cr_assert_eq(company.count, 3);
	cr_assert_str_eq(text_at(company.rows[1]->any, "id"), "a", "of one id next to each other");
	cr_assert_str_eq(conditions_shared(&company, text, sizeof(text)), "d, size=1");
	cr_assert_str_eq(
		conditions_own(&company, company.rows[1], NULL, text, sizeof(text)), "depth=8");
	cr_assert_str_eq(conditions_own(&company, company.rows[2], NULL, text, sizeof(text)), "");
	company_free(&company);
	match_free(&match);
	json_decref(result.doc.root);
}

Test(match, the_same_thing_twice_in_one_result_has_two_rows)
{
	struct result results[2] = {
		{.doc.root = metric(
			 "{\"verdicts\": [{\"id\": \"a\"}, {\"id\": \"a\"}, {\"id\": \"b\"}]}")},
		{.doc.root = metric("{\"verdicts\": [{\"id\": \"c\"}, {\"id\": \"a\"}]}")},
	};
	struct match match;
	struct message msg = {0};

	cr_assert_eq(match_verdicts(&match, results, 2, &msg), 0);
	cr_assert_eq(match.count, 4);
	cr_assert_str_eq(match.rows[1].name, "a (2)");
	cr_assert(match.rows[0].of[0] && match.rows[0].of[1]);
	cr_assert_null(match.rows[1].of[1]);
	cr_assert_null(match.rows[3].of[0]);
	match_free(&match);
}
