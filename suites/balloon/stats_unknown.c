/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/stats.h"
#include "virtio/wire.h"

#define MIB (1ull << 20)

/* Around each statistic that the device knows stand some that nobody does. */
static void run(struct job *job)
{
	static const struct balloon_stat entries[STATS_ENTRIES] = {
		{0x7ff0, 1},
		{BALLOON_S_MEMFREE, 123 * MIB},
		{0xffff, UINT64_MAX},
		{0x4000, 2},
		{BALLOON_S_MEMTOT, 456 * MIB},
		{0x7ff1, 3},
	};
	struct stats s = stats_start(wire_open(job));

	if (stats_arrive(&s, entries, "among unknown ones"))
		pass(job);
	stats_stop(&s);
}

CHECK(balloon_stats_unknown) = {
	.id = "virtio.balloon.stats-unknown",
	.title = "Statistics with an unknown tag are ignored, and only they",
	.source = "VIRTIO 1.4, 5.5.6.3.2 Memory Statistics",
	.unseen = "statistics other than free and total memory",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D004",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 20000,
	.run = run,
};
