/* SPDX-License-Identifier: Apache-2.0 */
#include "core/heat.h"

#include <criterion/criterion.h>
#include <string.h>

static struct heat heat, other;

static uint64_t total(const struct heat *h)
{
	uint64_t sum = 0;

	for (unsigned slice = 0; slice < HEAT_SLICES; slice++)
		for (unsigned level = 0; level < HEAT_LEVELS; level++)
			sum += h->cell[slice][level];
	return sum;
}

Test(heat, every_value_falls_into_its_level)
{
	for (uint64_t v = 0; v < 1ull << 41; v += v / 7 + 1) {
		unsigned level = heat_level(v);

		cr_assert(heat_low(level) <= v && v < heat_low(level + 1), "%lu", v);
	}
	cr_assert_eq(heat_level(UINT64_MAX), HEAT_LEVELS - 1);
}

Test(heat, a_longer_time_makes_longer_slices_and_loses_nothing)
{
	heat_clear(&heat, 1000, 399);
	for (uint64_t t = 0; t < 10000; t++)
		heat_add(&heat, 1000 + t, t == 5000 ? 1000000 : 100);
	cr_assert_eq(total(&heat), 10000);
	cr_assert_eq(heat.slice_ns, 320, "the first of 10, 20, 40 ... of which 48 are enough");
	cr_assert_eq(heat.cell[5000 / 320][heat_level(1000000)], 1);
	cr_assert_eq(heat.cell[0][heat_level(100)], 320);
}

Test(heat, what_was_before_the_beginning_is_in_the_first_slice)
{
	heat_clear(&heat, 1000, 399);
	heat_add(&heat, 10, 5);
	cr_assert_eq(heat.cell[0][heat_level(5)], 1);
}

Test(heat, merging_brings_both_to_the_longer_slices)
{
	heat_clear(&heat, 0, 399);
	heat_clear(&other, 0, 399);
	heat_add(&heat, 100, 5);
	heat_add(&other, 3000, 5);
	heat_merge(&heat, &other);
	cr_assert_eq(heat.slice_ns, 80);
	cr_assert_eq(heat.cell[1][heat_level(5)], 1);
	cr_assert_eq(heat.cell[37][heat_level(5)], 1);
	cr_assert_eq(total(&heat), 2);
}

Test(heat, merging_what_never_began_changes_nothing)
{
	heat_clear(&heat, 0, 399);
	heat_add(&heat, 100, 5);
	memset(&other, 0, sizeof(other));
	heat_merge(&heat, &other);
	cr_assert_eq(total(&heat), 1);
}

Test(heat, fits_64_KiB)
{
	cr_assert_leq(sizeof(struct heat), 64 * 1024);
}
