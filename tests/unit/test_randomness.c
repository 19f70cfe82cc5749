/* SPDX-License-Identifier: Apache-2.0 */
#include "core/randomness.h"

#include <criterion/criterion.h>
#include <string.h>

static uint8_t bytes[RANDOMNESS_BYTES];
static struct randomness found;

/* xorshift64: no good generator, but good enough for these tests, and always the same. */
static void fill_random(void)
{
	uint64_t x = 88172645463325252ull;

	for (size_t i = 0; i < sizeof(bytes); i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		bytes[i] = (uint8_t)(x >> 24);
	}
}

Test(randomness, noise_passes)
{
	fill_random();
	randomness_measure(&found, bytes);
	cr_assert(randomness_passes(&found), "%u ones, poker %f, run %u", found.ones, found.poker,
		found.longest_run);
}

Test(randomness, a_bias_is_seen_by_the_monobit_test)
{
	fill_random();
	for (size_t i = 0; i < sizeof(bytes); i += 8)
		bytes[i] |= 0x3f;
	randomness_measure(&found, bytes);
	cr_assert_gt(found.ones, 10274);
	cr_assert_not(randomness_passes(&found));
}

Test(randomness, a_pattern_is_seen_by_the_poker_test)
{
	memset(bytes, 0x5a, sizeof(bytes));
	randomness_measure(&found, bytes);
	cr_assert_eq(found.ones, 10000);
	cr_assert_gt(found.poker, 46.17);
	cr_assert_not(randomness_passes(&found));
}

Test(randomness, digits_in_turn_are_too_even_to_be_true)
{
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)((2 * i % 16) | (2 * i + 1) % 16 << 4);
	randomness_measure(&found, bytes);
	cr_assert_lt(found.poker, 2.16);
	cr_assert_not(randomness_passes(&found));
}

Test(randomness, a_stuck_generator_is_seen_by_the_long_run)
{
	fill_random();
	memset(bytes + 100, 0xff, 4); /* at least 32 ones in a row, lost in the count */
	randomness_measure(&found, bytes);
	cr_assert_geq(found.longest_run, 32);
	cr_assert_not(randomness_passes(&found));
}
