/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_WALK_H
#define BENCH_BLOCK_WALK_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The order in which blocks 0 to count-1 are visited, over and over: by number, or in a
 * pseudo-random order that visits each exactly once in a pass and is the same in every
 * pass. So two requests in flight never meet in one block, and which generation a block
 * holds after any number of writes is known without a table.
 */
struct walk {
	uint64_t count;
	bool random;
	uint64_t key, mask;
	unsigned shift;
	uint64_t position, pass; /* of the next visit; the first pass is 1 */
};

void walk_init(struct walk *walk, uint64_t count, bool random, uint64_t key);
/* The block visited at `position` of a pass. */
uint64_t walk_at(const struct walk *walk, uint64_t position);
/* How often that block was visited so far. */
uint64_t walk_visits(const struct walk *walk, uint64_t position);

static inline uint64_t walk_next(struct walk *walk)
{
	uint64_t block = walk_at(walk, walk->position);

	if (++walk->position == walk->count) {
		walk->position = 0;
		walk->pass++;
	}
	return block;
}

#endif
