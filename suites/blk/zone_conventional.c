/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	static const struct {
		uint32_t type;
		const char *name;
	} requests[] = {
		{BLK_T_ZONE_OPEN, "opening"},
		{BLK_T_ZONE_CLOSE, "closing"},
		{BLK_T_ZONE_FINISH, "finishing"},
		{BLK_T_ZONE_RESET, "resetting"},
	};
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_any(&z, ZONES_CONV);

	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++)
		status_is(job, zoned_do(&z, requests[i].type, zone.start), BLK_S_ZONE_INVALID_CMD,
			"%s a conventional zone", requests[i].name);
	pass(job);
}

CHECK(blk_zone_conventional) = {
	.id = "virtio.block.zone-conventional",
	.title = "A conventional zone cannot be opened, closed, finished or reset",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D037",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
