/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* The write does not begin at the write pointer, either: that may be what is answered. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SWR, 0);
	uint64_t last = zone.start + z.zone_sectors - z.granule;
	const uint8_t *bytes;
	uint8_t status;

	status_is(job, blk_read(z.q, last, 2 * z.granule, 0, &bytes), BLK_S_ZONE_INVALID_CMD,
		"a read that goes on into the next zone");
	status = blk_write(z.q, last, 2 * z.granule, 0x5a);
	if (status != BLK_S_ZONE_UNALIGNED_WP)
		status_is(job, status, BLK_S_ZONE_INVALID_CMD,
			"a write that goes on into the next zone");
	pass(job);
}

CHECK(blk_zone_boundary) = {
	.id = "virtio.block.zone-boundary",
	.title = "No request to a zone goes on into the next",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.unseen = "a zone append: one that crosses into the next zone is too large for its own",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D050",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
