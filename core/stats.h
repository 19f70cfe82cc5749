/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_STATS_H
#define CORE_STATS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Statistics that ask nothing of a distribution's form: latencies are skewed, have
 * tails and often two humps, so means and t-tests would mislead.
 */
void stats_sort(double *values, size_t count);
/* Of ascending values; NAN where there are none. */
double stats_median(const double *sorted, size_t count);

/* `level` is what the interval reaches, which few values may hold below what was asked. */
struct stats_interval {
	double low, high, level;
};

/*
 * The interval between two order statistics that holds the median with probability
 * `level` or more, by the binomial distribution (Conover, Practical Nonparametric
 * Statistics, section 3.2). Fewer than 6 values do not reach 95 %.
 */
struct stats_interval stats_median_interval(const double *sorted, size_t count, double level);

/* Two independent samples. */
struct stats_test {
	double u;	    /* Mann-Whitney's: pairs in which b is larger, ties by half */
	double p;	    /* two-sided, that chance alone parts them so */
	bool exact;	    /* by counting all arrangements; else normal approximation */
	double superiority; /* u by pairs: probability that a value of b is larger than one of a */
	double shift;	    /* Hodges-Lehmann: the median of all differences b - a */
	struct stats_interval interval; /* of the shift */
};

/*
 * Exact for up to 24 values in all, ties included (every way to deal the observed
 * mid-ranks is counted); beyond that the normal approximation with corrections for ties
 * and continuity. Both samples ascending. Returns 0, -EINVAL
 * where one is empty, or -ENOMEM.
 */
int stats_mann_whitney(struct stats_test *test, const double *a, size_t a_count, const double *b,
	size_t b_count, double level);

/*
 * Benjamini and Hochberg (1995): replaces the p of many tests so that of those below a
 * bound no more than that share are expected to be false; also bounds the chance of any
 * false one where all are.
 */
int stats_benjamini_hochberg(double *p, size_t count);

#endif
