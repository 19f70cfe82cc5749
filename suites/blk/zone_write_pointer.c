/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SWR, 0);

	status_is(job, blk_write(z.q, zone.wp + z.granule, z.granule, 0x5a),
		BLK_S_ZONE_UNALIGNED_WP, "a write behind the write pointer");
	prepared(job, blk_write(z.q, zone.wp, z.granule, 0x5a), "a write at the write pointer");
	status_is(job, blk_write(z.q, zone.wp, z.granule, 0x5a), BLK_S_ZONE_UNALIGNED_WP,
		"a write before the write pointer");
	pass(job);
}

CHECK(blk_zone_write_pointer) = {
	.id = "virtio.block.zone-write-pointer",
	.title = "A write must begin at the write pointer of the zone",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D051",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
