/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

/* The basis of the other checks of a disk: they need this one. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct blk_request r;
	struct vq *q;
	uint32_t len;
	uint8_t status;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	r = blk_new(v, BLK_T_IN, 0, BLK_SECTOR);
	status = blk_do(q, &r, &len);
	expected(job, "status OK, used length %d", BLK_SECTOR + 1);
	observed(job, "status %s, used length %u", blk_status_word(status), len);
	if (status != BLK_S_OK)
		fail(job, "the first sector cannot be read: %s", blk_status_word(status));
	else if (len != BLK_SECTOR + 1)
		fail(job, "the used length of a read is %u, not %d", len, BLK_SECTOR + 1);
	else
		pass(job);
}

CHECK(blk_read) = {
	.id = "virtio.block.read",
	.title = "The first sector can be read",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "a VIRTIO_BLK_T_IN request is answered with the data and a status byte",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
