/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	uint64_t where;

	zoned_need_append(&z);
	zone = zoned_empty(&z, ZONES_SWR, 0);
	if (z.max_append > zone.capacity || (uint64_t)z.max_append * BLK_SECTOR > dma_room()) {
		inconclusive(job, "%u sectors fit neither a zone nor our memory", z.max_append);
		return;
	}
	status_is(job, blk_zone_append(z.q, zone.start, z.max_append, 0x5a, &where), BLK_S_OK,
		"a zone append of max_append_sectors (%u)", z.max_append);
	pass(job);
}

CHECK(blk_zone_max_append) = {
	.id = "virtio.block.zone-max-append",
	.title = "As much can be appended at once as max_append_sectors says",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "a limit that is too small",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D014",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
