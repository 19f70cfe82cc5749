/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"

#include "core/hist.h"
#include "core/json.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static double number(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* The samples in ascending order, to be freed; NULL where there are none. */
static double *sorted_samples(const json_t *metric, size_t *count)
{
	const json_t *samples = json_object_get(metric, "samples");
	double *sorted = NULL;

	*count = json_array_size(samples);
	if (*count)
		sorted = malloc(*count * sizeof(*sorted));
	if (!sorted)
		*count = 0;
	for (size_t i = 0; i < *count; i++)
		sorted[i] = json_number_value(json_array_get(samples, i));
	if (*count)
		qsort(sorted, *count, sizeof(*sorted), ascending);
	return sorted;
}

json_int_t metric_count(const json_t *metric)
{
	const json_t *histogram = json_object_get(metric, "histogram");
	const json_t *samples = json_object_get(metric, "samples");

	if (histogram)
		return json_integer_value(json_object_get(histogram, "count"));
	return samples ? (json_int_t)json_array_size(samples) : !isnan(number(metric, "value"));
}

static double sample_at(const json_t *metric, double percent)
{
	size_t count, rank;
	double *sorted = sorted_samples(metric, &count), value;

	if (!count)
		return NAN;
	rank = (size_t)ceil((double)count * percent / 100.0);
	value = sorted[rank ? (rank < count ? rank : count) - 1 : 0];
	free(sorted);
	return value;
}

static double bucket_middle(uint64_t low)
{
	return ((double)low + (double)(hist_high(hist_index(low)) - 1)) / 2;
}

/* The same rule as hist_percentile(), of what stands in the document. */
static double histogram_at(const json_t *histogram, double percent)
{
	json_int_t count = json_integer_value(json_object_get(histogram, "count")), rank, seen = 0;
	double min = number(histogram, "min"), max = number(histogram, "max");
	const json_t *buckets = json_object_get(histogram, "buckets");

	if (count <= 0)
		return NAN;
	rank = (json_int_t)ceil((double)count * percent / 100.0);
	if (rank <= 1)
		return min;
	if (rank >= count)
		return max;
	for (size_t i = 0; i < json_array_size(buckets); i += 2) {
		seen += json_integer_at(buckets, i + 1);
		if (seen >= rank)
			return fmin(fmax(bucket_middle((uint64_t)json_integer_at(buckets, i)), min),
				max);
	}
	return max;
}

double metric_percentile(const json_t *metric, double percent)
{
	const json_t *histogram = json_object_get(metric, "histogram");

	if (histogram)
		return histogram_at(histogram, percent);
	if (json_object_get(metric, "samples"))
		return sample_at(metric, percent);
	return number(metric, "value");
}

double metric_shown_percentile(const json_t *metric, double percent)
{
	double beyond = (double)metric_count(metric) * (100 - percent) / 100;
	bool single = json_object_get(metric, "value") || percent == 0 || percent == 100;

	return single || beyond > 1 - 1e-9 ? metric_percentile(metric, percent) : NAN;
}

double metric_min(const json_t *metric)
{
	return metric_percentile(metric, 0);
}

double metric_max(const json_t *metric)
{
	return metric_percentile(metric, 100);
}

double metric_mean(const json_t *metric)
{
	const json_t *histogram = json_object_get(metric, "histogram");
	const json_t *samples = json_object_get(metric, "samples");
	json_t *sample;
	double sum = 0;
	size_t i;

	if (!metric_count(metric))
		return NAN;
	if (histogram)
		return number(histogram, "mean");
	if (!samples)
		return number(metric, "value");
	json_array_foreach (samples, i, sample)
		sum += json_number_value(sample);
	return sum / (double)json_array_size(samples);
}

static double (*named_statistic(const char *word))(const json_t *metric)
{
	static const struct {
		const char *word;
		double (*of)(const json_t *metric);
	} rows[] = {{"min", metric_min}, {"max", metric_max}, {"mean", metric_mean}};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i].word, word))
			return rows[i].of;
	return NULL;
}

/* "p99.9" -> 99.9; NAN for what is no percentile. */
static double percent_of(const char *word)
{
	char *end;
	double percent;

	if (word[0] != 'p' || word[1] < '0' || word[1] > '9')
		return NAN;
	percent = strtod(word + 1, &end);
	return *end || percent > 100 ? NAN : percent;
}

bool metric_statistic_known(const char *word)
{
	return !strcmp(word, "value") || named_statistic(word) || !isnan(percent_of(word));
}

double metric_statistic(const json_t *metric, const char *word)
{
	double (*of)(const json_t *) = named_statistic(word);
	double percent = percent_of(word);

	if (!strcmp(word, "value"))
		return number(metric, "value");
	if (of)
		return of(metric);
	return isnan(percent) ? NAN : metric_percentile(metric, percent);
}

static size_t histogram_cdf(const json_t *histogram, struct cdf_point *points)
{
	double count = number(histogram, "count"), max = number(histogram, "max"), seen = 0;
	const json_t *buckets = json_object_get(histogram, "buckets");
	size_t n = 0;

	for (size_t i = 0; i < json_array_size(buckets); i += 2) {
		uint64_t low = (uint64_t)json_integer_at(buckets, i);

		seen += (double)json_integer_at(buckets, i + 1);
		points[n++] = (struct cdf_point){
			fmin((double)(hist_high(hist_index(low)) - 1), max), seen / count};
	}
	return n;
}

static size_t samples_cdf(const json_t *metric, struct cdf_point *points)
{
	size_t count, n = 0;
	double *sorted = sorted_samples(metric, &count);

	for (size_t i = 0; i < count; i++)
		if (i + 1 == count || sorted[i + 1] > sorted[i])
			points[n++] =
				(struct cdf_point){sorted[i], (double)(i + 1) / (double)count};
	free(sorted);
	return n;
}

struct cdf_point *metric_cdf(const json_t *metric, size_t *count)
{
	const json_t *histogram = json_object_get(metric, "histogram");
	size_t room = json_array_size(json_object_get(histogram, "buckets")) +
		      json_array_size(json_object_get(metric, "samples")) + 1;
	struct cdf_point *points = calloc(room, sizeof(*points));

	*count = 0;
	if (!points)
		return NULL;
	if (histogram)
		*count = histogram_cdf(histogram, points);
	else if (json_object_get(metric, "samples"))
		*count = samples_cdf(metric, points);
	else if (metric_count(metric))
		points[(*count)++] = (struct cdf_point){number(metric, "value"), 1};
	return points;
}
