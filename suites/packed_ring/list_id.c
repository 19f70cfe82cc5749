/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/wire.h"

#define NO_ID 0xfffe

/* Only the last descriptor of a list has the buffer's id; the others have none that is one. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done = {0};
	enum vq_result result;
	struct exercise e;
	struct vq *q;
	unsigned count, id;
	uint64_t end;

	ring_begin(v, true, 0);
	q = exercise_start(v, &e);
	exercise_once(&e, q);
	exercise_again(&e);
	count = exercise_segs(&e, 0, segs);
	if (count < 2) /* one element: cut it in two */
		count = exercise_segs(&e, (segs[0].len + 1) / 2, segs);
	if (count < 2) {
		skipped(job, "the request of the device is a single byte");
		return;
	}
	id = vq_prepare(q, segs, count);
	for (unsigned i = 0; i + 1 < count; i++)
		q->ring[(q->head_at + i) % q->size].id = NO_ID;
	vq_publish(q, id);
	vq_kick(q);
	end = vdev_now(v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	while ((result = vq_try(q, &done)) == VQ_NONE && vdev_now(v) < end)
		v->bus->ops->relax(v->bus);
	expected(job, "id %u in the used descriptor, as in the last of %u descriptors", id, count);
	observed(job, "%s",
		result == VQ_LIE    ? q->lie
		: result == VQ_NONE ? "no answer"
				    : "that id");
	if (result == VQ_DONE)
		pass(job);
	else
		fail(job, "the buffer id is not taken from the last descriptor of a list");
}

CHECK(packed_list_id) = {
	.id = "virtio.packed.list-id",
	.title = "The id of a buffer is the one in the last descriptor of its list",
	.source = "VIRTIO 1.4, 2.8.6 Scatter-Gather Support",
	.prose = "Buffer ID is included in the last descriptor in the list",
	.level = LEVEL_MUST,
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
