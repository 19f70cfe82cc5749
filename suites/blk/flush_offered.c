/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	char text[FEATURES_TEXT];

	expected(job, "bit %d offered", BLK_F_FLUSH);
	observed(job, "features %s", features_text(&v->offered, text));
	if (vdev_offers(v, BLK_F_FLUSH))
		pass(job);
	else
		fail(job, "VIRTIO_BLK_F_FLUSH is not offered");
}

CHECK(blk_flush_offered) = {
	.id = "virtio.block.flush-offered",
	.title = "The disk offers VIRTIO_BLK_F_FLUSH",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_SHOULD,
	.statements = "V14-BLK-D001",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
