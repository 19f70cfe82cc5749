/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"

#include "core/hist.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

static struct hist h;

/* A metric with the same distribution as `h`, as a document holds it. */
static json_t *metric_of_hist(void)
{
	json_t *buckets = json_array();

	for (unsigned i = 0; i < HIST_BUCKETS; i++) {
		if (!h.bucket[i])
			continue;
		json_array_append_new(buckets, json_integer((json_int_t)hist_low(i)));
		json_array_append_new(buckets, json_integer(h.bucket[i]));
	}
	return json_pack("{s:{s:I,s:I,s:I,s:f,s:o}}", "histogram", "count", (json_int_t)h.count,
		"min", (json_int_t)h.min, "max", (json_int_t)h.max, "mean", h.sum / (double)h.count,
		"buckets", buckets);
}

Test(metric, a_histogram_in_a_document_has_the_percentiles_it_had_in_the_guest)
{
	static const double percents[] = {0, 1, 50, 90, 99, 99.9, 99.99, 100};

	hist_clear(&h);
	for (uint64_t v = 37; v < 3000000000; v += v / 7 + 1)
		hist_add(&h, v);
	json_t *metric = metric_of_hist();

	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++)
		cr_expect_eq(metric_percentile(metric, percents[i]),
			hist_percentile(&h, percents[i]), "p%g", percents[i]);
	cr_expect_eq(metric_count(metric), (json_int_t)h.count);
	json_decref(metric);
}

Test(metric, statistics_of_samples_need_no_order)
{
	json_t *metric = json_pack("{s:[f,f,f,f]}", "samples", 4.0, 1.0, 3.0, 2.0);

	cr_expect_eq(metric_statistic(metric, "p50"), 2);
	cr_expect_eq(metric_statistic(metric, "min"), 1);
	cr_expect_eq(metric_statistic(metric, "max"), 4);
	cr_expect_eq(metric_statistic(metric, "mean"), 2.5);
	cr_expect(isnan(metric_statistic(metric, "value")));
	json_decref(metric);
}

Test(metric, nothing_recorded_has_no_statistic)
{
	json_t *empty = json_pack("{s:{s:i,s:i,s:i,s:f,s:[]}}", "histogram", "count", 0, "min", 0,
		"max", 0, "mean", 0.0, "buckets");
	json_t *none = json_pack("{s:[]}", "samples");

	cr_expect(isnan(metric_statistic(empty, "p50")));
	cr_expect(isnan(metric_statistic(empty, "mean")));
	cr_expect(isnan(metric_statistic(none, "p99")));
	cr_expect_eq(metric_count(none), 0);
	json_decref(empty);
	json_decref(none);
}

Test(metric, only_real_statistics_are_known)
{
	cr_expect(metric_statistic_known("p99.9"));
	cr_expect(metric_statistic_known("value"));
	cr_expect_not(metric_statistic_known("p"));
	cr_expect_not(metric_statistic_known("p101"));
	cr_expect_not(metric_statistic_known("p50x"));
	cr_expect_not(metric_statistic_known("median"));
}

Test(metric, the_cdf_rises_to_one)
{
	json_t *metric = json_pack("{s:[f,f,f,f]}", "samples", 2.0, 1.0, 2.0, 5.0);
	size_t count;
	struct cdf_point *points = metric_cdf(metric, &count);

	cr_assert_eq(count, 3);
	cr_expect_eq(points[1].value, 2);
	cr_expect_eq(points[1].fraction, 0.75);
	cr_expect_eq(points[2].fraction, 1);
	free(points);
	json_decref(metric);
}

Test(metric, a_name_does_not_depend_on_the_order_of_the_conditions)
{
	json_t *a = json_pack("{s:s,s:s,s:{s:i,s:s}}", "id", "m", "device", "d[0]", "conditions",
		"size", 4096, "engine", "io");
	json_t *b = json_pack("{s:s,s:s,s:{s:s,s:f}}", "id", "m", "device", "d[0]", "conditions",
		"engine", "io", "size", 4096.0);
	char one[64], two[64], small[8];

	cr_expect_str_eq(metric_name(a, one, sizeof(one)), "m d[0] engine=io size=4096");
	cr_expect_str_eq(metric_name(b, two, sizeof(two)), one);
	cr_expect_str_eq(metric_name(a, small, sizeof(small)), "m d[0] ");
	cr_expect(metric_has_conditions(b, json_object_get(a, "conditions")));
	json_decref(a);
	json_decref(b);
}
