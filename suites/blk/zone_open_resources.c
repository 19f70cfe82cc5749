/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_use_up(&z, ZONES_SEQUENTIAL), after;
	uint8_t status = zoned_do(&z, BLK_T_ZONE_OPEN, zone.start);

	after = zoned_look(&z, zone.start);
	expected(job, "ZONE_OPEN_RESOURCE or ZONE_ACTIVE_RESOURCE, and the zone %s",
		blk_zone_state_word(zone.state));
	observed(job, "%s, and the zone %s", blk_status_word(status),
		blk_zone_state_word(after.state));
	if (status != BLK_S_ZONE_OPEN_RESOURCE && status != BLK_S_ZONE_ACTIVE_RESOURCE)
		fail(job, "opening a zone more than may be open is answered %s",
			blk_status_word(status));
	else if (after.state != zone.state)
		fail(job, "a zone that could not be opened has become %s",
			blk_zone_state_word(after.state));
	else
		pass(job);
}

CHECK(blk_zone_open_resources) = {
	.id = "virtio.block.zone-open-resources",
	.title = "A zone more than may be open is not opened, for want of resources",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D040",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
