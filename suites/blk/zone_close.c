/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* Closing what was opened and not written to empties it (5.2.6). */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_empty(&z, ZONES_SEQUENTIAL, 0).start;

	zoned_prepare(&z, BLK_T_ZONE_RESET_ALL, 0);
	if (!zoned_transition(&z, BLK_T_ZONE_CLOSE, start, BLK_ZS_CLOSED))
		return;
	zoned_prepare(&z, BLK_T_ZONE_OPEN, start);
	if (!zoned_transition(&z, BLK_T_ZONE_CLOSE, start, BLK_ZS_EMPTY))
		return;
	prepared(job, blk_write(z.q, start, z.granule, 0x5a), "a write");
	if (!zoned_transition(&z, BLK_T_ZONE_CLOSE, start, BLK_ZS_CLOSED))
		return;
	/* Again: it is so already. */
	if (!zoned_transition(&z, BLK_T_ZONE_CLOSE, start, BLK_ZS_CLOSED))
		return;
	zoned_prepare(&z, BLK_T_ZONE_OPEN, start);
	zoned_prepare(&z, BLK_T_ZONE_FINISH, start);
	if (zoned_transition(&z, BLK_T_ZONE_CLOSE, start, BLK_ZS_CLOSED))
		pass(job);
}

CHECK(blk_zone_close) = {
	.id = "virtio.block.zone-close",
	.title = "A zone that cannot be closed is answered ZONE_INVALID_CMD and stays as it is",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D041",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
