/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const uint8_t *bytes;
	struct vq *q;
	uint32_t size;

	vdev_need(v, BLK_F_BLK_SIZE);
	q = blk_start(v, BLK_F_BLK_SIZE);
	size = vdev_config32(v, BLK_CONFIG_BLK_SIZE);
	expected(job, "a multiple of %d", BLK_SECTOR);
	observed(job, "%u", size);
	if (!size || size % BLK_SECTOR)
		fail(job, "no request can have blk_size %u: requests are in sectors of %d bytes",
			size, BLK_SECTOR);
	else if (size / BLK_SECTOR <= blk_capacity(v))
		status_is(job, blk_read(q, 0, size / BLK_SECTOR, 0, &bytes), BLK_S_OK,
			"a read of one block of %u bytes", size);
	pass(job);
}

CHECK(blk_blk_size) = {
	.id = "virtio.block.blk-size",
	.title = "The block size is one that a request can have",
	.source = "VIRTIO 1.4, 5.2.5 Device Initialization",
	.prose = "blk_size can be read to determine the optimal sector size for the driver to use",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
