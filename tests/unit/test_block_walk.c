/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_walk.h"

#include <criterion/criterion.h>
#include <string.h>

#define MOST 5000
static unsigned char visits[MOST];

Test(block_walk, a_pass_visits_every_block_once)
{
	static const uint64_t counts[] = {1, 2, 3, 5, 64, 65, 1000, 4096, 4097};

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		struct walk walk;

		walk_init(&walk, counts[i], true, 0x123456789abcdef0u + i);
		memset(visits, 0, sizeof(visits));
		for (uint64_t n = 0; n < counts[i]; n++) {
			uint64_t block = walk_next(&walk);

			cr_assert_lt(block, counts[i]);
			cr_assert_eq(visits[block]++, 0, "%lu of %lu twice", block, counts[i]);
		}
		cr_assert_eq(walk.pass, 2);
	}
}

Test(block_walk, a_random_order_is_neither_sequential_nor_the_same_for_another_key)
{
	struct walk a, b;
	unsigned steps = 0, same = 0;

	walk_init(&a, 4096, true, 0x1111111111111111u);
	walk_init(&b, 4096, true, 0x7777777777777777u);
	for (uint64_t n = 0, last = 0; n < 4096; n++) {
		uint64_t block = walk_next(&a);

		steps += block == last + 1;
		same += block == walk_next(&b);
		last = block;
	}
	cr_assert_lt(steps, 64);
	cr_assert_lt(same, 64);
}

Test(block_walk, halves_of_the_disk_are_visited_alike_from_the_start)
{
	struct walk walk;
	unsigned low = 0;

	walk_init(&walk, 65536, true, 0xfeedfacecafebeefu);
	for (unsigned n = 0; n < 1000; n++)
		low += walk_next(&walk) < 32768;
	cr_assert(low > 400 && low < 600, "%u of 1000 in the lower half", low);
}

Test(block_walk, visits_follow_the_position)
{
	struct walk walk;

	walk_init(&walk, 10, false, 0);
	cr_assert_eq(walk_visits(&walk, 0), 0);
	for (unsigned n = 0; n < 13; n++)
		cr_assert_eq(walk_next(&walk), n % 10);
	cr_assert_eq(walk_visits(&walk, 2), 2);
	cr_assert_eq(walk_visits(&walk, 3), 1);
}
