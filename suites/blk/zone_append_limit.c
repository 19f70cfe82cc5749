/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct vdev *v = z.q->v;
	uint64_t limit, append = (uint64_t)z.max_append * BLK_SECTOR;

	if (!vdev_offers(v, BLK_F_SEG_MAX) || !vdev_offers(v, BLK_F_SIZE_MAX)) {
		absent(job, "the device tells no seg_max and size_max");
		return;
	}
	limit = (uint64_t)vdev_config32(v, BLK_CONFIG_SEG_MAX) *
		vdev_config32(v, BLK_CONFIG_SIZE_MAX);
	expected(job, "at most seg_max * size_max: %llu bytes", (unsigned long long)limit);
	observed(job, "max_append_sectors: %llu bytes", (unsigned long long)append);
	if (append > limit)
		fail(job, "max_append_sectors exceeds seg_max * size_max");
	else
		pass(job);
}

CHECK(blk_zone_append_limit) = {
	.id = "virtio.block.zone-append-limit",
	.title = "max_append_sectors does not exceed what one request can hold",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D015",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
