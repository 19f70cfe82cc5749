/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	struct blk_range range = {.sectors = z.zone_sectors};

	vdev_need(z.q->v, BLK_F_SECURE_ERASE);
	zone = zoned_empty(&z, ZONES_SEQUENTIAL, 0);
	prepared(job, blk_write(z.q, zone.start, z.granule, 0x5a), "a write");
	range.sector = zone.start;
	if (!status_is(job, blk_ranges(z.q, BLK_T_SECURE_ERASE, &range, 1), BLK_S_OK,
		    "a secure erase of one zone"))
		return;
	zone = zoned_look(&z, zone.start);
	expected(job, "the zone EMPTY, its write pointer at sector %llu",
		(unsigned long long)zone.start);
	observed(job, "%s, at sector %llu", blk_zone_state_word(zone.state),
		(unsigned long long)zone.wp);
	if (zone.state != BLK_ZS_EMPTY || zone.wp != zone.start)
		fail(job, "a zone is %s after a secure erase of it",
			blk_zone_state_word(zone.state));
	else
		pass(job);
}

CHECK(blk_zone_erase) = {
	.id = "virtio.block.zone-erase",
	.title = "A secure erase of a zone resets it",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D059",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
