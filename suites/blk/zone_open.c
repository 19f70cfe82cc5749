/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SEQUENTIAL, 0);

	zoned_prepare(&z, BLK_T_ZONE_RESET_ALL, 0);
	if (!zoned_transition(&z, BLK_T_ZONE_OPEN, zone.start, BLK_ZS_EOPEN))
		return;
	/* Again: it is so already. */
	if (!zoned_transition(&z, BLK_T_ZONE_OPEN, zone.start, BLK_ZS_EOPEN))
		return;
	zoned_prepare(&z, BLK_T_ZONE_FINISH, zone.start);
	if (zoned_transition(&z, BLK_T_ZONE_OPEN, zone.start, BLK_ZS_EOPEN))
		pass(job);
}

CHECK(blk_zone_open) = {
	.id = "virtio.block.zone-open",
	.title = "A zone that cannot be opened is answered ZONE_INVALID_CMD and stays as it is",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D039",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
