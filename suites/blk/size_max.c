/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const uint8_t *bytes;
	uint32_t size;
	struct vq *q;

	vdev_need(v, BLK_F_SIZE_MAX);
	q = blk_start(v, BLK_F_SIZE_MAX);
	size = vdev_config32(v, BLK_CONFIG_SIZE_MAX);
	if (size < BLK_SECTOR) {
		fail(job, "size_max is %u: no sector fits a segment", size);
		return;
	}
	size -= size % BLK_SECTOR;
	if (size / BLK_SECTOR > blk_capacity(v) || size > dma_room()) {
		skipped(job, "a segment of %u bytes does not fit the disk or our memory", size);
		return;
	}
	status_is(job, blk_read(q, 0, size / BLK_SECTOR, 0, &bytes), BLK_S_OK,
		"a read in one segment of %u bytes", size);
	pass(job);
}

CHECK(blk_size_max) = {
	.id = "virtio.block.size-max",
	.title = "A segment may be as large as size_max says",
	.source = "VIRTIO 1.4, 5.2.3 Feature bits",
	.prose = "the maximum size of any single segment is in size_max",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
