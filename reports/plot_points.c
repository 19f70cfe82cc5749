/* SPDX-License-Identifier: Apache-2.0 */
#include "core/heat.h"
#include "core/json.h"
#include "reports/metric.h"
#include "reports/plot.h"
#include "reports/quantity.h"

#include <math.h>
#include <stdlib.h>

#define CDF_STEPS	   300 /* points beyond which nobody sees more */
#define PERCENTILE_POINTS  100
#define PERCENTILE_DECADES 4.3 /* a little more than p99.99 */
#define BINS		   48

/* On a logarithmic axis a value must be above zero. */
#define LOG_SPAN 4.0

static void chart_range(const struct chart *chart, double *low, double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; i < chart->count; i++) {
		const struct curve *curve = &chart->curves[i];

		if (chart->kind != CHART_LOAD) {
			*low = fmin(*low, metric_min(curve->metric));
			*high = fmax(*high, metric_max(curve->metric));
		}
		for (size_t k = 0; k < curve->point_count; k++) {
			double value = metric_percentile(curve->points[k].metric, curve->percent);

			*low = fmin(*low, value);
			*high = fmax(*high, value);
		}
	}
}

bool plot_is_logarithmic(const struct chart *chart)
{
	double low, high;

	chart_range(chart, &low, &high);
	if (quantity_seconds(chart->unit) && low >= 0) /* a time of 0 is less than one tick */
		low = fmax(low, 1);
	return low > 0 && high / low >= LOG_SPAN;
}

/* What is drawn for a value: times in seconds, and nothing below a tick on a log axis. */
static double drawn(const struct chart *chart, bool logarithmic, double value)
{
	double seconds = quantity_seconds(chart->unit);

	if (logarithmic)
		value = fmax(value, seconds ? 1 : value);
	return seconds ? value * seconds : value;
}

static void cdf_points(
	FILE *out, const struct chart *chart, const struct cdf_point *cdf, size_t count)
{
	bool logarithmic = plot_is_logarithmic(chart);
	double shown = -1, at = 0;

	fprintf(out, "%.9g 0\n", drawn(chart, logarithmic, cdf[0].value));
	for (size_t i = 0; i < count; i++) {
		double value = drawn(chart, logarithmic, cdf[i].value);
		bool far = logarithmic && value > at * 1.03;

		if (i + 1 < count && cdf[i].fraction - shown < 1.0 / CDF_STEPS && !far)
			continue;
		fprintf(out, "%.9g %.6g\n", value, cdf[i].fraction * 100);
		shown = cdf[i].fraction;
		at = value;
	}
}

/* x is 1/(1-p), so that p90, p99, p99.9 ... stand at equal distances on a log axis. */
static void percentile_points(FILE *out, const struct chart *chart, const json_t *metric,
	const struct cdf_point *cdf, size_t count)
{
	double values = (double)metric_count(metric);
	bool logarithmic = plot_is_logarithmic(chart);
	size_t at = 0;

	for (unsigned i = 0; i <= PERCENTILE_POINTS; i++) {
		double x = pow(10, PERCENTILE_DECADES * i / PERCENTILE_POINTS);
		bool last = x >= values; /* beyond, no value is left to look at */

		x = last ? values : x;
		while (at + 1 < count && cdf[at].fraction < 1 - 1 / x - 1e-12)
			at++;
		fprintf(out, "%.6g %.9g\n", x,
			drawn(chart, logarithmic, last ? metric_max(metric) : cdf[at].value));
		if (last)
			break;
	}
}

/* The least value that counts into the point: a histogram's bucket has a width. */
static double point_low(const json_t *metric, double value)
{
	if (!json_object_get(metric, "histogram") || value < 0)
		return value;
	return (double)hist_low(hist_index((uint64_t)value));
}

/* The share at or below `value`, a bucket's values spread evenly over it. */
static double share_below(
	const json_t *metric, const struct cdf_point *cdf, size_t count, double value)
{
	double before = 0;

	for (size_t i = 0; i < count; before = cdf[i++].fraction) {
		double low = point_low(metric, cdf[i].value);

		if (value >= cdf[i].value)
			continue;
		if (value <= low)
			return before;
		return before + (cdf[i].fraction - before) * (value - low) / (cdf[i].value - low);
	}
	return 1;
}

/* The same bins for all curves of a chart, each at least two buckets of a histogram wide. */
static unsigned bins_of(const struct chart *chart, double low, double high, bool logarithmic)
{
	double widest = high / HIST_SUB * 2, values = 0, bins;

	for (size_t i = 0; i < chart->count; i++)
		values += (double)metric_count(chart->curves[i].metric) / (double)chart->count;
	bins = logarithmic ? log(high / low) / log(1 + 2.0 / HIST_SUB) : (high - low) / widest;
	return (unsigned)fmax(4, fmin(fmin(BINS, bins), 2 * cbrt(values))); /* Rice's rule */
}

static void histogram_points(FILE *out, const struct chart *chart, const json_t *metric,
	const struct cdf_point *cdf, size_t count)
{
	bool logarithmic = plot_is_logarithmic(chart);
	double low, high, seconds = quantity_seconds(chart->unit), before = 0;
	unsigned bins;

	chart_range(chart, &low, &high);
	if (logarithmic && seconds)
		low = fmax(low, 1);
	bins = bins_of(chart, low, high, logarithmic);
	fprintf(out, "%.9g 0\n", drawn(chart, logarithmic, low));
	for (unsigned i = 1; i <= bins; i++) {
		double left = (double)(i - 1) / bins, right = (double)i / bins, share;
		double from = logarithmic ? low * pow(high / low, left) : low + (high - low) * left;
		double to = logarithmic ? low * pow(high / low, right) : low + (high - low) * right;

		share = i == bins ? 1 : share_below(metric, cdf, count, to);
		fprintf(out, "%.9g %.6g\n%.9g %.6g\n", drawn(chart, logarithmic, from),
			(share - before) * 100, drawn(chart, logarithmic, to),
			(share - before) * 100);
		before = share;
	}
	fprintf(out, "%.9g 0\n", drawn(chart, logarithmic, high));
}

static void load_points(FILE *out, const struct chart *chart, const struct curve *curve)
{
	for (size_t i = 0; i < curve->point_count; i++)
		fprintf(out, "%g %.9g\n", curve->points[i].load,
			drawn(chart, plot_is_logarithmic(chart),
				metric_percentile(curve->points[i].metric, curve->percent)));
}

/* A cell a line: from and to in seconds, from and to in values, how many. */
static void heat_points(FILE *out, const struct chart *chart, const json_t *heat)
{
	double slice = json_number_value(json_object_get(heat, "slice_ns")) * 1e-9;
	const json_t *cells = json_object_get(heat, "cells");

	for (size_t i = 0; i < json_array_size(cells); i += 3) {
		double from = (double)json_integer_at(cells, i) * slice;
		uint64_t low = (uint64_t)json_integer_at(cells, i + 1);
		uint64_t high = heat_low(heat_level(low) + 1);

		fprintf(out, "%.9g %.9g %.9g %.9g %lld\n", from, from + slice,
			drawn(chart, true, fmax((double)low, 0.5)),
			drawn(chart, true, (double)high), (long long)json_integer_at(cells, i + 2));
	}
}

void plot_points(FILE *out, enum plot_kind kind, const struct chart *chart, size_t curve)
{
	const json_t *metric = chart->curves[curve].metric;
	size_t count;
	struct cdf_point *cdf = metric_cdf(metric, &count);

	if (kind == PLOT_HEAT)
		heat_points(out, chart, json_object_get(metric, "heat"));
	else if (kind == PLOT_LOAD)
		load_points(out, chart, &chart->curves[curve]);
	else if (!count)
		fputs("NaN NaN\n", out);
	else if (kind == PLOT_CDF)
		cdf_points(out, chart, cdf, count);
	else if (kind == PLOT_PERCENTILES)
		percentile_points(out, chart, metric, cdf, count);
	else
		histogram_points(out, chart, metric, cdf, count);
	free(cdf);
}
