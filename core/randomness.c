/* SPDX-License-Identifier: Apache-2.0 */
#include "core/randomness.h"

#define NIBBLES (2 * RANDOMNESS_BYTES)

static double poker(const uint8_t *bytes)
{
	unsigned counts[16] = {0};
	double sum = 0;

	for (size_t i = 0; i < RANDOMNESS_BYTES; i++) {
		counts[bytes[i] & 15]++;
		counts[bytes[i] >> 4]++;
	}
	for (int i = 0; i < 16; i++)
		sum += (double)counts[i] * counts[i];
	return 16.0 / NIBBLES * sum - NIBBLES;
}

static unsigned longest_run(const uint8_t *bytes)
{
	unsigned longest = 0, run = 0, last = 2;

	for (size_t i = 0; i < RANDOMNESS_BYTES * 8; i++) {
		unsigned bit = bytes[i / 8] >> (i % 8) & 1;

		run = bit == last ? run + 1 : 1;
		last = bit;
		longest = run > longest ? run : longest;
	}
	return longest;
}

void randomness_measure(struct randomness *found, const uint8_t bytes[RANDOMNESS_BYTES])
{
	found->ones = 0;
	for (size_t i = 0; i < RANDOMNESS_BYTES; i++)
		found->ones += (unsigned)__builtin_popcount(bytes[i]);
	found->poker = poker(bytes);
	found->longest_run = longest_run(bytes);
}

bool randomness_passes(const struct randomness *found)
{
	return found->ones > 9725 && found->ones < 10275 && found->poker > 2.16 &&
	       found->poker < 46.17 && found->longest_run < 26;
}
