/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct vdev *v = z.q->v;
	uint32_t alignment;

	vdev_need(v, BLK_F_SECURE_ERASE);
	alignment = vdev_config32(v, BLK_CONFIG_SECURE_ERASE_ALIGNMENT);
	expected(job, "a multiple of zone_sectors (%u)", z.zone_sectors);
	observed(job, "secure_erase_sector_alignment %u", alignment);
	if (!alignment || alignment % z.zone_sectors)
		fail(job, "secure_erase_sector_alignment is no multiple of zone_sectors");
	else
		pass(job);
}

CHECK(blk_zone_erase_alignment) = {
	.id = "virtio.block.zone-erase-alignment",
	.title = "On a zoned disk secure_erase_sector_alignment is a multiple of zone_sectors",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D057",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
