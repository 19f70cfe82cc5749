/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

/* The data of one read, one sector in each segment, in as many as the device says it takes. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct blk_request r;
	uint32_t most;
	struct vq *q;

	vdev_need(v, BLK_F_SEG_MAX);
	q = blk_start(v, BLK_F_SEG_MAX);
	most = vdev_config32(v, BLK_CONFIG_SEG_MAX);
	if (!most) {
		fail(job, "seg_max is 0: no request could have data");
		return;
	}
	if (most > VQ_SEGS_MAX - 2 || most > blk_capacity(v) || !vq_has_room(q, most + 2)) {
		skipped(job, "the queue has no room for %u segments and a header and a status",
			most);
		return;
	}
	r = blk_new(v, BLK_T_IN, 0, most * BLK_SECTOR);
	segs[0] = device_reads(r.header);
	for (uint32_t i = 0; i < most; i++)
		segs[1 + i] = device_writes_part(r.data, i * BLK_SECTOR, BLK_SECTOR);
	segs[1 + most] = device_writes(r.status);
	vq_do(q, segs, most + 2);
	status_is(job, *r.status->bytes, BLK_S_OK, "a read in %u segments", most);
	pass(job);
}

CHECK(blk_seg_max) = {
	.id = "virtio.block.seg-max",
	.title = "A request may have as many segments as seg_max says",
	.source = "VIRTIO 1.4, 5.2.3 Feature bits",
	.prose = "the maximum number of segments in a request is in seg_max",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
