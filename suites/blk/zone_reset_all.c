/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

#define ZONES 4

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start[ZONES];

	for (unsigned i = 0; i < ZONES; i++) {
		start[i] = zoned_empty(&z, ZONES_SEQUENTIAL, i).start;
		prepared(job, blk_write(z.q, start[i], z.granule, 0x5a), "a write");
	}
	if (!status_is(
		    job, zoned_do(&z, BLK_T_ZONE_RESET_ALL, 0), BLK_S_OK, "a reset of all zones"))
		return;
	for (unsigned i = 0; i < ZONES; i++) {
		struct blk_zone zone = zoned_look(&z, start[i]);

		expected(job, "the zone at sector %llu EMPTY", (unsigned long long)start[i]);
		observed(job, "%s", blk_zone_state_word(zone.state));
		if (zone.state != BLK_ZS_EMPTY) {
			fail(job, "a zone is %s after all were reset",
				blk_zone_state_word(zone.state));
			return;
		}
	}
	pass(job);
}

CHECK(blk_zone_reset_all) = {
	.id = "virtio.block.zone-reset-all",
	.title = "A reset of all zones empties each of them",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.prose = "the device handles VIRTIO_BLK_T_ZONE_RESET_ALL by transitioning all sequential "
		 "zones to EMPTY",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
