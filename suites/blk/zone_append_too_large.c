/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	uint32_t sectors;
	uint64_t where;

	zoned_need_append(&z);
	sectors = z.max_append - z.max_append % z.granule + z.granule;
	zone = zoned_empty(&z, ZONES_SWR, 0);
	if (sectors > zone.capacity || (uint64_t)sectors * BLK_SECTOR > dma_room()) {
		inconclusive(job, "%u sectors fit neither a zone nor our memory", sectors);
		return;
	}
	status_is(job, blk_zone_append(z.q, zone.start, sectors, 0x5a, &where),
		BLK_S_ZONE_INVALID_CMD, "a zone append of %u sectors, max_append_sectors being %u",
		sectors, z.max_append);
	pass(job);
}

CHECK(blk_zone_append_too_large) = {
	.id = "virtio.block.zone-append-too-large",
	.title = "A zone append of more than max_append_sectors is refused",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D049",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
