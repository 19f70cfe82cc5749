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
	status_is(job, blk_zone_append(z.q, zone.start + z.granule, z.granule, 0x5a, &where),
		BLK_S_ZONE_INVALID_CMD, "a zone append that names another sector than the first");
	pass(job);
}

CHECK(blk_zone_append_sector) = {
	.id = "virtio.block.zone-append-sector",
	.title = "A zone append must name the lowest sector of the zone",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D045",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
