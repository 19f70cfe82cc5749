/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HOSTILE_RANDOM_H
#define TESTS_HOSTILE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* SplitMix64 (Steele, Lea, Flood, 2014): every seed is as good as any other, 0 and 1 too. */
static inline uint64_t random_next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15ull;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ull;
	z = (z ^ z >> 27) * 0x94d049bb133111ebull;
	return z ^ z >> 31;
}

static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
	return (uint32_t)((random_next(state) >> 32) * limit >> 32);
}

static inline bool random_one_in(uint64_t *state, uint32_t n)
{
	return random_below(state, n) == 0;
}

/* Where programs break: at the ends of what a field can hold. Else any number. */
static inline uint32_t random_nasty(uint64_t *state)
{
	static const uint32_t nasty[] = {0, 1, 2, 3, 7, 8, 15, 16, 17, 0x7f, 0x80, 0xff, 0x100,
		0x1ff, 0x200, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0,
		0xffffffff};
	uint32_t pick = random_below(state, 2 * sizeof(nasty) / sizeof(*nasty));

	return pick < sizeof(nasty) / sizeof(*nasty) ? nasty[pick] : (uint32_t)random_next(state);
}

#endif
