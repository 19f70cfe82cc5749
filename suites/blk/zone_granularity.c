/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* What is a multiple of it can be written, what is not is refused. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SWR, 0);

	if (!status_is(job, blk_write(z.q, zone.wp, z.granule, 0x5a), BLK_S_OK,
		    "a write of write_granularity (%u bytes)", z.granule * BLK_SECTOR))
		return;
	if (z.granule > 1)
		status_is(job, blk_write(z.q, zone.wp + z.granule, z.granule + 1, 0x5a),
			BLK_S_ZONE_UNALIGNED_WP, "a write of a sector more than write_granularity");
	pass(job);
}

CHECK(blk_zone_granularity) = {
	.id = "virtio.block.zone-granularity",
	.title = "write_granularity is what writes to a sequential zone must be a multiple of",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "where it is a sector, that a smaller alignment is refused: no request has one",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D017",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
