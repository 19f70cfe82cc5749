/* SPDX-License-Identifier: Apache-2.0 */
#include "core/stats.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static struct stats_test compare(const double *a, size_t a_count, const double *b, size_t b_count)
{
	struct stats_test test;
	double x[100], y[100];

	memcpy(x, a, a_count * sizeof(*a));
	memcpy(y, b, b_count * sizeof(*b));
	stats_sort(x, a_count);
	stats_sort(y, b_count);
	cr_assert_eq(stats_mann_whitney(&test, x, a_count, y, b_count, 0.95), 0);
	return test;
}

Test(stats, median_of_even_and_odd)
{
	cr_assert_eq(stats_median((double[]){1, 2, 9}, 3), 2);
	cr_assert_eq(stats_median((double[]){1, 2, 4, 9}, 4), 3);
	cr_assert(isnan(stats_median(NULL, 0)));
}

/* Conover's table A3: with 95 % between which order statistics the median lies. */
Test(stats, the_interval_of_the_median_is_the_tables)
{
	static const struct {
		size_t count, low, high;
		double level;
	} rows[] = {{4, 1, 4, 0.875}, {5, 1, 5, 0.9375}, {6, 1, 6, 0.96875}, {10, 2, 9, 0.978516},
		{15, 4, 12, 0.964844}, {20, 6, 15, 0.958611}, {25, 8, 18, 0.956715}};
	double values[25];

	for (size_t i = 0; i < 25; i++)
		values[i] = (double)i + 1;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct stats_interval is = stats_median_interval(values, rows[i].count, 0.95);

		cr_assert_eq(is.low, (double)rows[i].low, "n=%zu: %g", rows[i].count, is.low);
		cr_assert_eq(is.high, (double)rows[i].high, "n=%zu: %g", rows[i].count, is.high);
		cr_assert_float_eq(is.level, rows[i].level, 1e-6);
	}
}

/* Mann and Whitney's critical values, two-sided 5 %: p(U) <= 0.05 < p(U + 1). */
Test(stats, critical_values_are_the_tables)
{
	static const struct {
		size_t n, m, critical;
	} rows[] = {{4, 4, 0}, {5, 5, 2}, {6, 6, 5}, {7, 7, 8}, {8, 8, 13}, {9, 9, 17},
		{10, 10, 23}, {5, 10, 8}, {8, 12, 22}, {12, 12, 37}};

	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t u = rows[i].critical; u <= rows[i].critical + 1; u++) {
			double a[12] = {0}, b[12] = {0};
			size_t left = u;
			struct stats_test test;

			/* b below all of a, then moved up until u pairs have b larger. */
			for (size_t k = 0; k < rows[i].n; k++)
				a[k] = 10 * (double)(k + 1);
			for (size_t k = rows[i].m; k-- > 0;) {
				size_t above = left < rows[i].n ? left : rows[i].n;

				b[k] = 10 * (double)above + 1 + 0.1 * (double)k;
				left -= above;
			}
			test = compare(a, rows[i].n, b, rows[i].m);
			cr_assert_eq(test.u, (double)u);
			cr_assert(test.exact);
			cr_assert_eq(test.p <= 0.05, u == rows[i].critical,
				"n=%zu m=%zu u=%zu p=%g", rows[i].n, rows[i].m, u, test.p);
		}
}

Test(stats, the_smallest_p_of_four_and_four_is_2_of_70)
{
	struct stats_test test = compare((double[]){1, 2, 3, 4}, 4, (double[]){5, 6, 7, 8}, 4);

	cr_assert_float_eq(test.p, 2.0 / 70, 1e-12);
	cr_assert_eq(test.superiority, 1);
	cr_assert_eq(test.shift, 4);
	cr_assert_eq(test.interval.low, 1);
	cr_assert_eq(test.interval.high, 7);
	cr_assert_float_eq(test.interval.level, 1 - 2.0 / 70, 1e-12);
}

/* The example of R's manual page of wilcox.test (Hollander and Wolfe 1973, p. 69). */
Test(stats, permeability_constants_of_hollander_and_wolfe)
{
	static const double term[] = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
	static const double early[] = {1.15, 0.88, 0.90, 0.74, 1.21};
	struct stats_test test = compare(early, 5, term, 10);

	cr_assert_eq(test.u, 35);
	cr_assert_float_eq(test.p, 2 * 0.1272, 0.0001);
	cr_assert_float_eq(test.shift, 0.305, 1e-9);
}

/* Counts all ways to split the values in two, which is what the p means. */
static double p_by_force(const double *all, size_t count, size_t b_count, double distance)
{
	size_t far = 0, ways = 0;

	for (unsigned chosen = 0; chosen < 1u << count; chosen++) {
		double u = 0;

		if ((size_t)__builtin_popcount(chosen) != b_count)
			continue;
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < count; k++)
				if (chosen >> k & 1 && !(chosen >> i & 1))
					u += all[k] > all[i] ? 1 : all[k] == all[i] ? 0.5 : 0;
		far += fabs(u - (double)(b_count * (count - b_count)) / 2) >= distance - 1e-9;
		ways++;
	}
	return (double)far / (double)ways;
}

Test(stats, ties_are_counted_exactly)
{
	unsigned seed = 1;

	for (int round = 0; round < 40; round++) {
		double all[11];
		size_t count = 6 + (size_t)(round % 6), a_count = 2 + (size_t)(round % 3);
		struct stats_test test;
		double middle = (double)(a_count * (count - a_count)) / 2;

		for (size_t i = 0; i < count; i++)
			all[i] = (double)((seed = seed * 1103515245u + 12345u) >> 16 & 3);
		test = compare(all, a_count, all + a_count, count - a_count);
		cr_assert_float_eq(test.p,
			p_by_force(all, count, count - a_count, fabs(test.u - middle)), 1e-12);
	}
}

Test(stats, equal_values_say_nothing)
{
	double same[30];
	struct stats_test test;

	for (size_t i = 0; i < COUNT(same); i++)
		same[i] = 7;
	test = compare(same, 5, same, 5);
	cr_assert_eq(test.p, 1);
	cr_assert_eq(test.shift, 0);
	test = compare(same, 30, same, 30);
	cr_assert_not(test.exact);
	cr_assert_eq(test.p, 1);
}

Test(stats, nothing_compares_with_nothing)
{
	struct stats_test test;

	cr_assert_lt(stats_mann_whitney(&test, NULL, 0, (double[]){1}, 1, 0.95), 0);
}

Test(stats, the_normal_approximation_joins_the_exact_one)
{
	double a[13], b[13];

	for (size_t move = 0; move < 10; move++) {
		struct stats_test exact, normal;

		for (size_t i = 0; i < 13; i++) {
			a[i] = (double)i * 2;
			b[i] = (double)i * 2 + 1 + (double)move * 2;
		}
		exact = compare(a, 12, b, 12);
		normal = compare(a, 13, b, 13);
		cr_assert(exact.exact && !normal.exact);
		cr_assert_float_eq(exact.p, normal.p, 0.02, "move %zu", move);
	}
}

/* The first example of Benjamini and Hochberg (1995): four of fifteen at 5 %. */
Test(stats, benjamini_and_hochbergs_own_example)
{
	double p[] = {0.0459, 0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
		0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0};
	size_t found = 0;

	cr_assert_eq(stats_benjamini_hochberg(p, COUNT(p)), 0);
	for (size_t i = 0; i < COUNT(p); i++)
		found += p[i] <= 0.05;
	cr_assert_eq(found, 4);
	cr_assert_float_eq(p[1], 0.0015, 1e-12);
	cr_assert_float_eq(p[4], 0.035625, 1e-12);
	cr_assert_eq(p[14], 1);
}
