/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* What each model may not have: host-managed disks SWP zones, host-aware ones SWR zones. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;

	expected(job, "model HM (1) without SWP zones, or HA (2) without SWR zones");
	observed(job, "model %u", z.model);
	if (z.model > BLK_Z_HA)
		fail(job, "there is no zoned model %u", z.model);
	else if (zoned_next(&z, 0, z.model == BLK_Z_HM ? ZONES_SWP : ZONES_SWR, &zone))
		fail(job, "the model is %u, but the zone at sector %llu is %s", z.model,
			(unsigned long long)zone.start, blk_zone_type_word(zone.type));
	else
		pass(job);
}

CHECK(blk_zoned_model) = {
	.id = "virtio.block.zoned-model",
	.title = "The zoned model is a defined one, and the one that the zones are of",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "whether a disk of model NONE is drive-managed",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D009",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
