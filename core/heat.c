/* SPDX-License-Identifier: Apache-2.0 */
#include "core/heat.h"

#include <string.h>

void heat_clear(struct heat *h, uint64_t begin_ns, uint64_t duration_ns)
{
	memset(h, 0, sizeof(*h));
	h->begin_ns = begin_ns;
	h->slice_ns = duration_ns / (HEAT_SLICES - 8) + 1; /* some are left for "a bit more" */
}

void heat_fold(struct heat *h)
{
	for (unsigned slice = 0; slice < HEAT_SLICES; slice++)
		for (unsigned level = 0; level < HEAT_LEVELS; level++) {
			uint32_t count = h->cell[slice][level];

			h->cell[slice][level] = 0;
			h->cell[slice / 2][level] += count;
		}
	h->slice_ns *= 2;
}

void heat_merge(struct heat *into, const struct heat *from)
{
	struct heat other = *from;

	if (!from->slice_ns) /* never begun */
		return;
	while (into->slice_ns < other.slice_ns)
		heat_fold(into);
	while (other.slice_ns < into->slice_ns)
		heat_fold(&other);
	for (unsigned slice = 0; slice < HEAT_SLICES; slice++)
		for (unsigned level = 0; level < HEAT_LEVELS; level++)
			into->cell[slice][level] += other.cell[slice][level];
}

uint64_t heat_low(unsigned level)
{
	if (level < 1u << HEAT_SUB_BITS)
		return level;
	unsigned shift = (level >> HEAT_SUB_BITS) - 1;

	return (uint64_t)((1u << HEAT_SUB_BITS) + (level & ((1u << HEAT_SUB_BITS) - 1))) << shift;
}
