/* SPDX-License-Identifier: Apache-2.0 */
#include "core/stamp.h"

#include <criterion/criterion.h>
#include <string.h>

#define SIZE 4096
static _Alignas(8) unsigned char block[SIZE], other[SIZE];
static struct stamps stamps;
static struct stamp_finding finding;

static void write_block(void *buffer, uint64_t run, uint64_t address, uint64_t generation)
{
	struct stamps of_run;

	stamps_init(&of_run, run);
	stamps_fill(&of_run, buffer, SIZE);
	stamps_put(&of_run, buffer, SIZE, address, generation);
}

static enum stamp_fault found_at(uint64_t address, uint64_t generation)
{
	return stamps_check(&stamps, block, SIZE, address, generation, &finding);
}

static void setup(void)
{
	stamps_init(&stamps, 7);
	write_block(block, 7, 65536, 3);
}

TestSuite(stamp, .init = setup);

Test(stamp, what_was_written_is_right)
{
	cr_assert_eq(found_at(65536, 3), STAMP_RIGHT);
}

Test(stamp, a_write_that_never_arrived_is_lost)
{
	memset(block + 512, 0, 512);
	cr_assert_eq(found_at(65536, 3), STAMP_ZEROES);
	cr_assert_eq(finding.address, 65536 + 512);
	memset(block + 512, 0x5a, 512);
	cr_assert_eq(found_at(65536, 3), STAMP_FOREIGN);
	write_block(block, 8, 65536, 3);
	cr_assert_eq(found_at(65536, 3), STAMP_OTHER_RUN);
	cr_assert_eq(finding.found_run, 8);
}

Test(stamp, a_block_of_another_address_is_misplaced)
{
	cr_assert_eq(found_at(65536 + SIZE, 3), STAMP_MISPLACED);
	cr_assert_eq(finding.found_address, 65536);
}

Test(stamp, one_sector_that_went_elsewhere_is_found_within_the_block)
{
	write_block(other, 7, 131072, 3);
	memcpy(block + 7 * 512, other + 7 * 512, 512);
	cr_assert_eq(found_at(65536, 3), STAMP_MISPLACED);
	cr_assert_eq(finding.address, 65536 + 7 * 512);
}

Test(stamp, an_older_generation_is_stale_and_a_later_one_early)
{
	cr_assert_eq(found_at(65536, 4), STAMP_STALE);
	cr_assert_eq(finding.found_generation, 3);
	cr_assert_eq(found_at(65536, 2), STAMP_EARLY);
}

Test(stamp, every_changed_byte_is_noticed)
{
	for (size_t i = 0; i < SIZE; i++) {
		block[i] ^= 1;
		cr_assert_neq(found_at(65536, 3), STAMP_RIGHT, "byte %zu", i);
		block[i] ^= 1;
	}
}

Test(stamp, a_sector_of_two_generations_is_torn)
{
	write_block(other, 7, 65536, 4);
	memcpy(block + 256, other + 256, 256);
	cr_assert_eq(found_at(65536, 3), STAMP_TORN);
}

Test(stamp, a_random_run_is_never_zero_and_differs)
{
	struct stamps a, b;

	stamps_init(&a, 0);
	stamps_init(&b, 0);
	cr_assert_neq(a.run, 0);
	cr_assert_neq(a.run, b.run);
}

Test(stamp, a_finding_is_told_in_words)
{
	char text[160];

	found_at(65536, 4);
	stamp_explain(text, sizeof(text), &finding);
	cr_assert_str_eq(text, "sector at byte 65536 is stale: generation 3 instead of 4");
	found_at(8192, 3);
	stamp_explain(text, sizeof(text), &finding);
	cr_assert_str_eq(
		text, "sector at byte 8192 is misplaced: it holds what was written to byte 65536");
}
