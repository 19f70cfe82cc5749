/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/wire.h"

#define REQUESTS 16

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q;
	unsigned made = 0;

	vdev_need(v, VIRTIO_F_IN_ORDER);
	vdev_begin(v, VIRTIO_F_IN_ORDER);
	q = exercise_start(v, &e);
	for (; made < REQUESTS; made++) { /* of different numbers of elements */
		unsigned count = exercise_segs(&e, made % 2 ? 0 : 16, segs);

		if (!vq_has_room(q, count))
			break;
		vq_add(q, segs, count);
	}
	vq_kick(q);
	expected(job, "%u buffers used in the order in which they were made available", made);
	for (unsigned i = 0; i < made; i++) {
		if (!vq_wait(q, VDEV_ANSWER_MS, &done)) {
			inconclusive(job, "only %u of %u requests were answered", i, made);
			return;
		}
		if (q->slots[done.id].order == i)
			continue;
		observed(job, "buffer %u used as number %u", q->slots[done.id].order, i);
		fail(job, "VIRTIO_F_IN_ORDER was negotiated, but buffers are used out of order");
		return;
	}
	pass(job);
}

CHECK(virtio_in_order) = {
	.id = "virtio.in-order",
	.title = "With VIRTIO_F_IN_ORDER buffers are used in the order they were made available",
	.source = "VIRTIO 1.4, 6.2 Reserved Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D027",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
