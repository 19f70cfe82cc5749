/* SPDX-License-Identifier: Apache-2.0 */
#include "core/stats.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_MAX 24 /* values in all: C(24, 12) arrangements */

/* Both samples as one, each value with twice its mid-rank, so that ties stay integers. */
struct ranks {
	size_t total, a_count;
	size_t *doubled;    /* [total] */
	size_t doubled_sum; /* of sample b */
	double ties;	    /* sum of t^3 - t over groups of equal values */
};

static int rank(
	struct ranks *ranks, const double *a, size_t a_count, const double *b, size_t b_count)
{
	size_t i = 0, k = 0, at = 0;

	*ranks = (struct ranks){.total = a_count + b_count, .a_count = a_count};
	ranks->doubled = malloc(ranks->total * sizeof(*ranks->doubled));
	if (!ranks->doubled)
		return -ENOMEM;
	while (at < ranks->total) { /* merges the two, one group of equal values at a time */
		double value = k == b_count || (i < a_count && a[i] < b[k]) ? a[i] : b[k];
		size_t a_equal = 0, b_equal = 0, equal;

		while (i < a_count && a[i] == value)
			a_equal++, i++;
		while (k < b_count && b[k] == value)
			b_equal++, k++;
		equal = a_equal + b_equal;
		for (size_t n = 0; n < equal; n++) /* ranks at+1 ... at+equal, the middle doubled */
			ranks->doubled[at + n] = 2 * at + equal + 1;
		ranks->doubled_sum += b_equal * (2 * at + equal + 1);
		ranks->ties += pow((double)equal, 3) - (double)equal;
		at += equal;
	}
	return 0;
}

/*
 * In how many of all ways to choose `chosen` of the ranks is their sum `sum`? One rank
 * after the other is taken or not (Streitberg and Roehmel 1986). ways[n][sum], n <= chosen.
 */
static double *count_ways(const struct ranks *ranks, size_t chosen, size_t sums)
{
	double *ways = calloc((chosen + 1) * sums, sizeof(*ways));
	size_t reached = 0;

	if (!ways)
		return NULL;
	ways[0] = 1;
	for (size_t i = 0; i < ranks->total; i++) {
		size_t r = ranks->doubled[i];

		reached += r;
		for (size_t n = i + 1 < chosen ? i + 1 : chosen; n > 0; n--)
			for (size_t s = reached < sums ? reached + 1 : sums; s-- > r;)
				ways[n * sums + s] += ways[(n - 1) * sums + s - r];
	}
	return ways;
}

static int exact_p(const struct ranks *ranks, double *p)
{
	size_t chosen = ranks->total - ranks->a_count;
	size_t sums = ranks->total * (ranks->total + 1) + 1;
	double *ways = count_ways(ranks, chosen, sums), all = 0, far = 0;
	double middle = (double)chosen * (double)(ranks->total + 1); /* of doubled sums */
	double distance = fabs((double)ranks->doubled_sum - middle);

	if (!ways)
		return -ENOMEM;
	for (size_t s = 0; s < sums; s++) {
		double count = ways[chosen * sums + s];

		all += count;
		if (fabs((double)s - middle) >= distance)
			far += count;
	}
	free(ways);
	*p = far / all;
	return 0;
}

static double normal_p(const struct ranks *ranks, double u)
{
	double a = (double)ranks->a_count, b = (double)(ranks->total - ranks->a_count), n = a + b;
	double variance = a * b / 12 * (n + 1 - ranks->ties / (n * (n - 1)));
	double distance = fmax(0, fabs(u - a * b / 2) - 0.5);

	return variance > 0 ? erfc(distance / sqrt(2 * variance)) : 1;
}

/*
 * How many of the a*b differences, in order, lie outside the interval at each end: the
 * largest number of which chance leaves as few with probability (1-level)/2 at most.
 * Exact: U has the Gaussian binomial coefficients as its distribution.
 */
static size_t outside_exact(size_t a, size_t b, double level, double *reached)
{
	double ways[EXACT_MAX * EXACT_MAX / 4 + 1] = {1}, all = 1, below = 0;
	size_t top = a * b, outside = 0;

	for (size_t i = 1; i <= a; i++) { /* times (1 - x^(b+i)) / (1 - x^i) */
		for (size_t u = top; u >= b + i; u--)
			ways[u] -= ways[u - b - i];
		for (size_t u = i; u <= top; u++)
			ways[u] += ways[u - i];
		all *= (double)(b + i) / (double)i;
	}
	while (outside < (top - 1) / 2 && below + ways[outside] <= all * (1 - level) / 2)
		below += ways[outside++];
	*reached = outside ? 1 - 2 * below / all : 1 - 2 * ways[0] / all;
	return outside ? outside - 1 : 0;
}

/* The z of a two-sided level, by bisection of erfc. */
static double normal_quantile(double level)
{
	double low = 0, high = 40;

	for (int i = 0; i < 80; i++) {
		double middle = (low + high) / 2;

		if (erfc(middle / M_SQRT2) > 1 - level)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t outside_normal(size_t a, size_t b, double level, double *reached)
{
	double pairs = (double)a * (double)b;
	double k =
		pairs / 2 - normal_quantile(level) * sqrt(pairs * (double)(a + b + 1) / 12) - 0.5;

	*reached = level;
	return k > 0 ? (size_t)k : 0;
}

static int estimate_shift(struct stats_test *test, const double *a, size_t a_count, const double *b,
	size_t b_count, double level)
{
	size_t pairs = a_count * b_count, outside;
	double *differences = pairs ? malloc(pairs * sizeof(*differences)) : NULL;

	if (!differences)
		return -ENOMEM;
	for (size_t i = 0; i < a_count; i++)
		for (size_t k = 0; k < b_count; k++)
			differences[i * b_count + k] = b[k] - a[i];
	stats_sort(differences, pairs);
	outside = (a_count + b_count <= EXACT_MAX ? outside_exact : outside_normal)(
		a_count, b_count, level, &test->interval.level);
	test->shift = stats_median(differences, pairs);
	test->interval.low = differences[outside];
	test->interval.high = differences[pairs - 1 - outside];
	free(differences);
	return 0;
}

int stats_mann_whitney(struct stats_test *test, const double *a, size_t a_count, const double *b,
	size_t b_count, double level)
{
	struct ranks ranks;
	int err;

	if (!a_count || !b_count)
		return -EINVAL;
	err = rank(&ranks, a, a_count, b, b_count);
	if (err)
		return err;
	*test = (struct stats_test){.exact = ranks.total <= EXACT_MAX};
	test->u = (double)ranks.doubled_sum / 2 - (double)(b_count * (b_count + 1)) / 2;
	test->superiority = test->u / ((double)a_count * (double)b_count);
	if (test->exact)
		err = exact_p(&ranks, &test->p);
	else
		test->p = normal_p(&ranks, test->u);
	free(ranks.doubled);
	return err ? err : estimate_shift(test, a, a_count, b, b_count, level);
}
