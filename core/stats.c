/* SPDX-License-Identifier: Apache-2.0 */
#include "core/stats.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void stats_sort(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), ascending);
}

double stats_median(const double *sorted, size_t count)
{
	if (!count)
		return NAN;
	return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
}

/* P(X <= k) of n tosses of a coin; by logarithms, as 2^n leaves the range of a double. */
static double binomial_below(size_t n, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i <= k; i++)
		sum += exp(lgamma((double)n + 1) - lgamma((double)i + 1) -
			   lgamma((double)(n - i) + 1) - (double)n * M_LN2);
	return sum;
}

struct stats_interval stats_median_interval(const double *sorted, size_t count, double level)
{
	size_t skip = 0; /* values left out at each end */

	if (!count)
		return (struct stats_interval){NAN, NAN, 0};
	while (2 * (skip + 1) < count && 2 * binomial_below(count, skip + 1) <= 1 - level)
		skip++;
	return (struct stats_interval){
		sorted[skip], sorted[count - 1 - skip], 1 - 2 * binomial_below(count, skip)};
}

struct indexed {
	double p;
	size_t index;
};

static int by_p_falling(const void *a, const void *b)
{
	return ascending(b, a); /* p is the first member */
}

int stats_benjamini_hochberg(double *p, size_t count)
{
	struct indexed *order = malloc((count + 1) * sizeof(*order));
	double least = 1;

	if (!order)
		return -ENOMEM;
	for (size_t i = 0; i < count; i++)
		order[i] = (struct indexed){p[i], i};
	qsort(order, count, sizeof(*order), by_p_falling);
	for (size_t i = 0; i < count; i++) {
		least = fmin(least, order[i].p * (double)count / (double)(count - i));
		p[order[i].index] = least;
	}
	free(order);
	return 0;
}
