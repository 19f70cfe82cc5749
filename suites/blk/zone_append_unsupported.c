/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	uint64_t where;

	if (z.max_append) {
		absent(job, "the disk can append: max_append_sectors is %u", z.max_append);
		return;
	}
	zone = zoned_empty(&z, ZONES_SWR, 0);
	status_is(job, blk_zone_append(z.q, zone.start, z.granule, 0x5a, &where), BLK_S_UNSUPP,
		"a zone append");
	pass(job);
}

CHECK(blk_zone_append_unsupported) = {
	.id = "virtio.block.zone-append-unsupported",
	.title = "Where max_append_sectors is 0 a zone append is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D048",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
