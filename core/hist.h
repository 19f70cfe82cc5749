/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_HIST_H
#define CORE_HIST_H

#include <stdint.h>

/*
 * A log-linear histogram (as in HdrHistogram): each power of two is cut into
 * HIST_SUB equal buckets, so a value is known to better than 1.6 %, and recording
 * one is a shift, an add and no branch on the value's size.
 */
#define HIST_SUB_BITS 6
#define HIST_SUB      (1u << HIST_SUB_BITS)
#define HIST_TOP_BIT  41 /* values of 2^42 and more (73 minutes in ns) count as the last bucket */
#define HIST_BUCKETS  ((HIST_TOP_BIT - HIST_SUB_BITS + 2) * HIST_SUB)

struct hist {
	uint64_t count, min, max;
	double sum;
	uint32_t bucket[HIST_BUCKETS];
};

static inline unsigned hist_index(uint64_t value)
{
	if (value < HIST_SUB)
		return (unsigned)value;
	if (value >> (HIST_TOP_BIT + 1))
		return HIST_BUCKETS - 1;
	unsigned shift = 63u - (unsigned)__builtin_clzll(value) - HIST_SUB_BITS;

	return (shift << HIST_SUB_BITS) + (unsigned)(value >> shift);
}

static inline void hist_add(struct hist *h, uint64_t value)
{
	h->bucket[hist_index(value)]++;
	h->count++;
	h->sum += (double)value;
	if (value < h->min)
		h->min = value;
	if (value > h->max)
		h->max = value;
}

void hist_clear(struct hist *h);
void hist_merge(struct hist *into, const struct hist *from);
/* The lowest value that falls into a bucket, and the first that no longer does. */
uint64_t hist_low(unsigned index);
uint64_t hist_high(unsigned index);
/*
 * The value at or below which `percent` of the recorded ones lie: the middle of its
 * bucket, never outside [min, max]. 0 for an empty histogram.
 */
double hist_percentile(const struct hist *h, double percent);

#endif
