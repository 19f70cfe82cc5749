/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SWR, 0);
	uint64_t where;

	zoned_fill(&z, &zone, z.granule);
	zone = zoned_look(&z, zone.start);
	status_is(job, blk_write(z.q, zone.wp, 2 * z.granule, 0x5a), BLK_S_ZONE_INVALID_CMD,
		"a write of more than the zone has room for");
	if (z.max_append >= 2 * z.granule)
		status_is(job, blk_zone_append(z.q, zone.start, 2 * z.granule, 0x5a, &where),
			BLK_S_ZONE_INVALID_CMD, "a zone append of more than the zone has room for");
	pass(job);
}

CHECK(blk_zone_capacity) = {
	.id = "virtio.block.zone-capacity",
	.title = "Nothing is written beyond the capacity of a zone",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D046",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.timeout_ms = 60000,
	.run = run,
};
