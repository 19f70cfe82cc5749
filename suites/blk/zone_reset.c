/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* Only a zone that failed cannot be emptied. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_empty(&z, ZONES_SEQUENTIAL, 0).start;

	zoned_prepare(&z, BLK_T_ZONE_OPEN, start);
	if (!zoned_transition(&z, BLK_T_ZONE_RESET, start, BLK_ZS_EMPTY))
		return;
	/* Again: it is so already. */
	if (!zoned_transition(&z, BLK_T_ZONE_RESET, start, BLK_ZS_EMPTY))
		return;
	start = zoned_in_state(&z, BLK_ZS_RDONLY).start;
	if (zoned_transition(&z, BLK_T_ZONE_RESET, start, BLK_ZS_EMPTY))
		pass(job);
}

CHECK(blk_zone_reset) = {
	.id = "virtio.block.zone-reset",
	.title = "A zone that cannot be reset is answered ZONE_INVALID_CMD and stays as it is",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D043",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
