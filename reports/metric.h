/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_METRIC_H
#define REPORTS_METRIC_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * What can be asked of a metric of a result document, whichever of "histogram",
 * "samples" and "value" it has. Numbers are in the metric's own unit; NAN where there
 * is none (nothing recorded, or the word does not fit the form).
 */
json_int_t metric_count(const json_t *metric);
/* By nearest rank; of a histogram, the middle of the bucket, never outside [min, max]. */
double metric_percentile(const json_t *metric, double percent);
/* The same; NAN where no value lies beyond it: so few values do not show that percentile. */
double metric_shown_percentile(const json_t *metric, double percent);
double metric_min(const json_t *metric);
double metric_max(const json_t *metric);
double metric_mean(const json_t *metric);

/* "p50", "p99.9" (any percentile), "min", "max", "mean", "value" (a single number's own). */
double metric_statistic(const json_t *metric, const char *word);
bool metric_statistic_known(const char *word);

/* The cumulative distribution: `fraction` of what was recorded is at or below `value`. */
struct cdf_point {
	double value, fraction;
};
/* Ascending; to be freed. One point for each bucket or distinct sample. */
struct cdf_point *metric_cdf(const json_t *metric, size_t *count);

/*
 * A time or a rate depends on the machine underneath and says nothing under emulation;
 * a ratio, a number of exits or a count does not.
 */
bool metric_unit_is_speed(const char *unit);

/* True if each of `wanted`'s conditions is the metric's ({"depth": 1}); NULL wants none. */
bool metric_has_conditions(const json_t *metric, const json_t *wanted);
/*
 * Which metric this is, the same in every result: "block.latency virtio.block[0] depth=1
 * pattern=randread", the conditions by name. Returns `text`.
 */
const char *metric_name(const json_t *metric, char *text, size_t size);

#endif
