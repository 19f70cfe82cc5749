/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

#include <criterion/criterion.h>
#include <string.h>

static bool describes(const char *row, const char *id)
{
	return fact_describes(&(struct fact_desc){.id = row}, id);
}

Test(fact, an_index_stands_for_brackets)
{
	cr_assert(describes("cpu.online", "cpu.online"));
	cr_assert(describes("virtio.block[].queues", "virtio.block[12].queues"));
	cr_assert_not(describes("virtio.block[].queues", "virtio.block[].queue"));
	cr_assert_not(describes("virtio.block[].queues", "virtio.block[x].queues"));
	cr_assert_not(describes("cpu.online", "cpu.online.more"));
}

Test(fact, a_word_stands_for_an_asterisk)
{
	cr_assert(describes("virtio.*[].driver", "virtio.gpu[0].driver"));
	cr_assert_not(describes("virtio.*[].driver", "virtio.[0].driver"));
	cr_assert_not(describes("virtio.*[].driver", "virtio.gpu.x[0].driver"));
}

Test(fact, a_device_of_another_bus_has_its_name_for_an_index)
{
	cr_assert(describes("virtio.block[].queues", "block.nvme0n1.queues"));
	cr_assert(describes("virtio.sound[].playback[].rates", "sound.card1.playback[0].rates"));
	cr_assert_not(describes("virtio.block[].queues", "blocks.sda.queues"));
	cr_assert_not(describes("virtio.block[].queues", "block.sda"));
}

/* A fact that two probes describe would have two meanings. */
Test(fact, every_row_is_told_in_words_and_described_once)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct fact_desc *desc = units[i]->facts; desc && desc->id; desc++) {
			const struct unit *by = NULL;

			cr_assert(desc->title && desc->title[0], "%s has no sentence", desc->id);
			if (!strchr(desc->id, '[') && !strchr(desc->id, '*')) {
				cr_assert_eq(fact_find(desc->id, &by), desc, "%s", desc->id);
				cr_assert_eq(by, units[i]);
			}
		}
}

Test(unit, every_one_has_an_id_a_sentence_and_a_source)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++) {
		cr_assert(units[i]->title && units[i]->title[0], "%s", units[i]->id);
		cr_assert(units[i]->source && units[i]->source[0], "%s", units[i]->id);
		cr_assert(!i || unit_kind(units[i - 1]) != unit_kind(units[i]) ||
				  strcmp(units[i - 1]->id, units[i]->id) != 0,
			"%s stands twice", units[i]->id);
	}
}

Test(metric_find, knows_the_bench_and_its_row)
{
	const struct unit *by;
	const struct metric_desc *desc = metric_find("timer.wakeup.latency", &by);

	cr_assert(desc);
	cr_assert_str_eq(desc->unit, "ns");
	cr_assert_str_eq(by->id, "timer.wakeup");
	cr_assert_null(metric_find("timer.wakeup", NULL));
}
