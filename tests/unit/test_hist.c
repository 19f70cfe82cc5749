/* SPDX-License-Identifier: Apache-2.0 */
#include "core/hist.h"

#include <criterion/criterion.h>

static struct hist h;

Test(hist, every_value_falls_into_its_bucket)
{
	for (uint64_t v = 1; v < 1ull << 41; v += v / 3 + 1) {
		unsigned i = hist_index(v);

		cr_assert(hist_low(i) <= v && v < hist_high(i), "%lu in [%lu, %lu)", v, hist_low(i),
			hist_high(i));
	}
}

Test(hist, a_bucket_is_narrower_than_1_6_percent)
{
	for (unsigned i = HIST_SUB; i < HIST_BUCKETS - 1; i++)
		cr_assert((double)(hist_high(i) - hist_low(i)) <= (double)hist_low(i) / 64.0 + 1);
}

Test(hist, percentiles_of_a_known_distribution)
{
	hist_clear(&h);
	for (uint64_t v = 1; v <= 100000; v++)
		hist_add(&h, v);
	cr_assert_float_eq(hist_percentile(&h, 50), 50000, 50000 * 0.016);
	cr_assert_float_eq(hist_percentile(&h, 99.9), 99900, 99900 * 0.016);
	cr_assert_eq(hist_percentile(&h, 100), 100000);
}

Test(hist, too_large_values_count_as_the_last_bucket)
{
	hist_clear(&h);
	hist_add(&h, UINT64_MAX);
	cr_assert_eq(h.bucket[HIST_BUCKETS - 1], 1);
	cr_assert_eq(hist_percentile(&h, 50), (double)UINT64_MAX);
}

Test(hist, an_empty_one_has_no_percentile)
{
	hist_clear(&h);
	cr_assert_eq(hist_percentile(&h, 99), 0);
}
