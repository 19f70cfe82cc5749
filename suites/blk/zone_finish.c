/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* The standards differ on an empty and a closed zone: either answer is right if it is true. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_empty(&z, ZONES_SEQUENTIAL, 0).start;

	zoned_prepare(&z, BLK_T_ZONE_RESET_ALL, 0);
	if (!zoned_transition(&z, BLK_T_ZONE_FINISH, start, BLK_ZS_FULL))
		return;
	zoned_prepare(&z, BLK_T_ZONE_RESET, start);
	zoned_prepare(&z, BLK_T_ZONE_OPEN, start);
	if (!zoned_transition(&z, BLK_T_ZONE_FINISH, start, BLK_ZS_FULL))
		return;
	/* Again: it is so already. */
	if (!zoned_transition(&z, BLK_T_ZONE_FINISH, start, BLK_ZS_FULL))
		return;
	zoned_prepare(&z, BLK_T_ZONE_RESET, start);
	prepared(job, blk_write(z.q, start, z.granule, 0x5a), "a write");
	zoned_prepare(&z, BLK_T_ZONE_CLOSE, start);
	if (zoned_transition(&z, BLK_T_ZONE_FINISH, start, BLK_ZS_FULL))
		pass(job);
}

CHECK(blk_zone_finish) = {
	.id = "virtio.block.zone-finish",
	.title = "A zone that cannot be finished is answered ZONE_INVALID_CMD and stays as it is",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D042",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
