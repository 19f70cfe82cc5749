/* SPDX-License-Identifier: Apache-2.0 */
#include "core/hist.h"

#include <math.h>
#include <string.h>

void hist_clear(struct hist *h)
{
	memset(h, 0, sizeof(*h));
	h->min = UINT64_MAX;
}

void hist_merge(struct hist *into, const struct hist *from)
{
	for (unsigned i = 0; i < HIST_BUCKETS; i++)
		into->bucket[i] += from->bucket[i];
	into->count += from->count;
	into->sum += from->sum;
	if (from->min < into->min)
		into->min = from->min;
	if (from->max > into->max)
		into->max = from->max;
}

uint64_t hist_low(unsigned index)
{
	if (index < HIST_SUB)
		return index;
	unsigned shift = (index >> HIST_SUB_BITS) - 1;

	return (uint64_t)(HIST_SUB + (index & (HIST_SUB - 1))) << shift;
}

uint64_t hist_high(unsigned index)
{
	return hist_low(index + 1);
}

double hist_percentile(const struct hist *h, double percent)
{
	uint64_t rank = (uint64_t)ceil((double)h->count * percent / 100.0), seen = 0;

	if (!h->count)
		return 0;
	if (rank <= 1)
		return (double)h->min;
	if (rank >= h->count)
		return (double)h->max;
	for (unsigned i = 0; i < HIST_BUCKETS; i++) {
		seen += h->bucket[i];
		if (seen < rank)
			continue;
		double middle = ((double)hist_low(i) + (double)(hist_high(i) - 1)) / 2;

		return fmin(fmax(middle, (double)h->min), (double)h->max);
	}
	return (double)h->max;
}
