/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_HEAT_H
#define CORE_HEAT_H

#include "core/hist.h"

/*
 * A coarse histogram for each slice of time: a stall of a tenth of a second is one
 * thousandth of a run's values, and a hole in its middle. Slices are made twice as long
 * when the time does not fit, so that nobody needs to know beforehand how long it takes.
 */
#define HEAT_SLICES   48
#define HEAT_SUB_BITS 2 /* each power of two is cut into 4 */
#define HEAT_LEVELS   ((HIST_TOP_BIT - HEAT_SUB_BITS + 2) << HEAT_SUB_BITS)

struct heat {
	uint64_t begin_ns, slice_ns;
	uint32_t cell[HEAT_SLICES][HEAT_LEVELS];
};

/* Time counts from `begin_ns` (clock_ns()) and is expected to be `duration_ns`, or a bit more. */
void heat_clear(struct heat *h, uint64_t begin_ns, uint64_t duration_ns);
/* Makes slices twice as long. */
void heat_fold(struct heat *h);
/* Both must have begun at the same time, for the same duration. */
void heat_merge(struct heat *into, const struct heat *from);
/* The lowest value that counts into a level. */
uint64_t heat_low(unsigned level);

static inline unsigned heat_level(uint64_t value)
{
	if (value < 1u << HEAT_SUB_BITS)
		return (unsigned)value;
	if (value >> (HIST_TOP_BIT + 1))
		return HEAT_LEVELS - 1;
	unsigned shift = 63u - (unsigned)__builtin_clzll(value) - HEAT_SUB_BITS;

	return (shift << HEAT_SUB_BITS) + (unsigned)(value >> shift);
}

/* `value` was seen at `now`; what was before the beginning counts into the first slice. */
static inline void heat_add(struct heat *h, uint64_t now, uint64_t value)
{
	uint64_t since = now > h->begin_ns ? now - h->begin_ns : 0;

	while (since >= HEAT_SLICES * h->slice_ns)
		heat_fold(h);
	h->cell[since / h->slice_ns][heat_level(value)]++;
}

#endif
