/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_walk.h"

#define ROUNDS 3

void walk_init(struct walk *walk, uint64_t count, bool random, uint64_t key)
{
	unsigned bits = count > 1 ? 64u - (unsigned)__builtin_clzll(count - 1) : 1;

	*walk = (struct walk){
		.count = count,
		.random = random,
		.key = key,
		.mask = bits == 64 ? UINT64_MAX : (1ull << bits) - 1,
		.shift = (bits + 1) / 2,
		.pass = 1,
	};
}

/*
 * A bijection on `bits` bits: xor with a key, multiplication by an odd number and a
 * shifted xor can each be undone, so no two inputs meet.
 */
static uint64_t scramble(const struct walk *walk, uint64_t x)
{
	for (unsigned round = 1; round <= ROUNDS; round++) {
		x = (x ^ (walk->key >> round)) & walk->mask;
		x = (x * 0x9e3779b97f4a7c15u) & walk->mask;
		x ^= x >> walk->shift;
	}
	return x;
}

uint64_t walk_at(const struct walk *walk, uint64_t position)
{
	if (!walk->random)
		return position;
	/* Numbers beyond the last block are scrambled again: fewer than half of all are. */
	do
		position = scramble(walk, position);
	while (position >= walk->count);
	return position;
}

uint64_t walk_visits(const struct walk *walk, uint64_t position)
{
	return position < walk->position ? walk->pass : walk->pass - 1;
}
