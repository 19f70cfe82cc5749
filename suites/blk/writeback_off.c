/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

/* A driver without flush can only be served by a cache that is written through. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t before, after;

	vdev_need(v, BLK_F_CONFIG_WCE);
	vdev_begin(v, BLK_F_CONFIG_WCE);
	before = vdev_config8(v, BLK_CONFIG_WRITEBACK);
	blk_go(v);
	after = vdev_config8(v, BLK_CONFIG_WRITEBACK);
	expected(job, "writeback 0 after FEATURES_OK and after DRIVER_OK");
	observed(job, "writeback %u after FEATURES_OK, %u after DRIVER_OK", before, after);
	if (before || after)
		fail(job, "writeback is not 0 although flush was not negotiated");
	else
		pass(job);
}

CHECK(blk_writeback_off) = {
	.id = "virtio.block.writeback-without-flush",
	.title = "With VIRTIO_BLK_F_CONFIG_WCE but without VIRTIO_BLK_F_FLUSH, writeback starts as "
		 "0",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D003",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
