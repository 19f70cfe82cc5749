/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/stats.h"
#include "virtio/wire.h"

#define MIB (1ull << 20)

/* The same tags forwards and backwards. */
static void run(struct job *job)
{
	static const struct balloon_stat forwards[STATS_ENTRIES] = {{0, 1}, {1, 2}, {2, 3}, {3, 4},
		{BALLOON_S_MEMFREE, 70 * MIB}, {BALLOON_S_MEMTOT, 80 * MIB}};
	static const struct balloon_stat backwards[STATS_ENTRIES] = {{BALLOON_S_MEMTOT, 90 * MIB},
		{BALLOON_S_MEMFREE, 60 * MIB}, {3, 8}, {2, 7}, {1, 6}, {0, 5}};
	struct stats s = stats_start(wire_open(job));

	if (stats_arrive(&s, forwards, "in the order of their tags") &&
		stats_arrive(&s, backwards, "in the opposite order"))
		pass(job);
	stats_stop(&s);
}

CHECK(balloon_stats_order) = {
	.id = "virtio.balloon.stats-order",
	.title = "Statistics are taken in any order",
	.source = "VIRTIO 1.4, 5.5.6.3.2 Memory Statistics",
	.unseen = "statistics other than free and total memory",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D005",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 20000,
	.run = run,
};
