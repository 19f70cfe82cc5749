/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/nearest.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

Test(nearest, distance_counts_added_removed_and_changed_characters)
{
	cr_assert_eq(nearest_distance("", ""), 0);
	cr_assert_eq(nearest_distance("cpu", ""), 3);
	cr_assert_eq(nearest_distance("cpu.hotplg", "cpu.hotplug"), 1);
	cr_assert_eq(nearest_distance("clock", "block"), 1);
	cr_assert_eq(nearest_distance("kitten", "sitting"), 3);
}

Test(nearest, the_nearest_come_first_and_the_far_ones_not_at_all)
{
	struct nearest nearest = {.wanted = "cpu.onlin"};

	nearest_offer(&nearest, "memory.total_bytes");
	nearest_offer(&nearest, "cpu.only");
	nearest_offer(&nearest, "cpu.online");
	nearest_offer(&nearest, "cpu.online");
	cr_assert_eq(nearest.count, 2);
	cr_assert_str_eq(nearest.ids[0], "cpu.online");
	cr_assert_str_eq(nearest.ids[1], "cpu.only");
}

Test(nearest, more_than_are_kept)
{
	struct nearest nearest = {.wanted = "abcdefghi"};
	char id[16];

	for (int i = 0; i < 8; i++) {
		snprintf(id, sizeof(id), "abcdefg%d%d", i, i);
		nearest_offer(&nearest, id);
	}
	nearest_offer(&nearest, "abcdefgh");
	cr_assert_eq(nearest.count, NEAREST_KEPT);
	cr_assert_str_eq(nearest.ids[0], "abcdefgh");
}

Test(nearest, an_id_longer_than_is_kept_is_cut)
{
	struct nearest nearest = {.wanted = "x"};
	char id[300];

	memset(id, 'x', sizeof(id) - 1);
	id[sizeof(id) - 1] = '\0';
	nearest_offer(&nearest, id);
	cr_assert_eq(strlen(nearest.ids[0]), sizeof(nearest.ids[0]) - 1);
	nearest_distance(id, id);
}
