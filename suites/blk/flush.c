/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q;

	vdev_need(v, BLK_F_FLUSH);
	q = blk_start(v, BLK_F_FLUSH);
	status_is(job, blk_make(q, BLK_T_FLUSH, 0, 0), BLK_S_OK, "a flush");
	pass(job);
}

CHECK(blk_flush) = {
	.id = "virtio.block.flush",
	.title = "A flush is answered",
	.source = "VIRTIO 1.4, 5.2.3 Feature bits",
	.prose = "VIRTIO_BLK_F_FLUSH is cache flush command support",
	.unseen = "whether the data is on the medium then",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
