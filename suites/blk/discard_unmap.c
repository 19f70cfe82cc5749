/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SECTORS 8

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct blk_range range = {.sectors = SECTORS, .flags = BLK_RANGE_UNMAP};
	struct vq *q;

	vdev_need(v, BLK_F_DISCARD);
	q = blk_start(v, BLK_F_DISCARD);
	range.sector = disk_area(q, SECTORS);
	status_is(job, blk_ranges(q, BLK_T_DISCARD, &range, 1), BLK_S_UNSUPP,
		"a discard with the unmap flag");
	pass(job);
}

CHECK(blk_discard_unmap) = {
	.id = "virtio.block.discard-unmap",
	.title = "A discard with the unmap flag is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D024",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
