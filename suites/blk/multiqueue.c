/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define QUEUES_MAX 64 /* that are tried */
#define QUEUE_SIZE 4

static bool reads(struct job *job, struct vq *q)
{
	struct blk_request r = blk_new(q->v, BLK_T_IN, 0, BLK_SECTOR);
	struct seg segs[BLK_SEGS];
	struct completion done;

	vq_add(q, segs, blk_segs(&r, segs));
	vq_kick(q);
	expected(job, "an answer on queue %u", q->index);
	observed(job, "none within %d ms", VDEV_ANSWER_MS);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		return status_is(job, *r.status->bytes, BLK_S_OK, "a read on queue %u", q->index);
	fail(job, "queue %u does not answer a read", q->index);
	return false;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *queues[QUEUES_MAX];
	unsigned count;

	vdev_need(v, BLK_F_MQ);
	vdev_begin(v, BLK_F_MQ);
	count = vdev_config16(v, BLK_CONFIG_NUM_QUEUES);
	if (!count) {
		fail(job, "num_queues is 0");
		return;
	}
	if (count > QUEUES_MAX)
		count = QUEUES_MAX;
	for (unsigned i = 0; i < count; i++) {
		expected(job, "queues 0 to %u", count - 1);
		observed(job, "no queue %u", i);
		if (!vdev_queue_max(v, i)) {
			fail(job, "num_queues is %u, but there is no queue %u", count, i);
			return;
		}
		queues[i] = vq_open(v, i, QUEUE_SIZE);
	}
	vdev_live(v);
	for (unsigned i = 0; i < count; i++)
		if (!reads(job, queues[i]))
			return;
	pass(job);
}

CHECK(blk_multiqueue) = {
	.id = "virtio.block.multiqueue",
	.title = "Each of the queues that num_queues counts answers requests",
	.source = "VIRTIO 1.4, 5.2.2 Virtqueues",
	.prose = "N is set by num_queues if VIRTIO_BLK_F_MQ is negotiated",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
