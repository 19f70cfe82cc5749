/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	uint64_t where;

	zoned_need_append(&z);
	zone = zoned_any(&z, ZONES_NOT_SWR);
	status_is(job, blk_zone_append(z.q, zone.start, z.granule, 0x5a, &where),
		BLK_S_ZONE_INVALID_CMD, "a zone append to a zone that is %s",
		blk_zone_type_word(zone.type));
	pass(job);
}

CHECK(blk_zone_append_type) = {
	.id = "virtio.block.zone-append-type",
	.title = "Only a zone that requires sequential writes can be appended to",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D038",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
