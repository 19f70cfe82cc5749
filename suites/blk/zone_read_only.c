/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_in_state(&z, BLK_ZS_RDONLY).start, where;

	status_is(job, blk_write(z.q, start, z.granule, 0x5a), BLK_S_ZONE_INVALID_CMD,
		"a write to a read-only zone");
	if (z.max_append)
		status_is(job, blk_zone_append(z.q, start, z.granule, 0x5a, &where),
			BLK_S_ZONE_INVALID_CMD, "a zone append to a read-only zone");
	pass(job);
}

CHECK(blk_zone_read_only) = {
	.id = "virtio.block.zone-read-only",
	.title = "Nothing is written to a read-only zone",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D053",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
