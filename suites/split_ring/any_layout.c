/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/wire.h"

#define PIECES_MAX 64 /* a device may limit the elements of a request (seg_max) to 126 or so */

/* The same request, whole and in ever smaller pieces, must come to the same. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q;
	const char *wrong;

	ring_begin(v, *(const bool *)job->unit->data, 0);
	q = exercise_start(v, &e);
	for (uint32_t piece = 4096; piece; piece /= 2) {
		unsigned count = exercise_segs(&e, piece, segs);

		if (count > PIECES_MAX || !vq_has_room(q, count))
			break;
		exercise_again(&e);
		vq_add(q, segs, count);
		vq_kick(q);
		expected(job, "the same answer in %u descriptors as in one for each part", count);
		if (!vq_wait(q, VDEV_ANSWER_MS, &done)) {
			observed(job, "no answer within %d ms", VDEV_ANSWER_MS);
			fail(job, "a request in pieces of %u bytes is not answered", piece);
			return;
		}
		wrong = exercise_wrong(&e, done.len);
		observed(job, "%s", wrong ? wrong : "the same answer");
		if (wrong) {
			fail(job, "a request in pieces of %u bytes is answered differently", piece);
			return;
		}
	}
	pass(job);
}

CHECK(split_any_layout) = {
	.id = "virtio.split.any-layout",
	.title = "The device assumes nothing about how a request is cut into descriptors",
	.source = "VIRTIO 1.4, 2.7.4.1 Message Framing",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D001",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = &ring_split,
};

CHECK(packed_any_layout) = {
	.id = "virtio.packed.list-order",
	.title = "The descriptors of a list are used in the order of the list",
	.source = "VIRTIO 1.4, 2.8.17 Scatter-Gather Support",
	.level = LEVEL_MUST,
	.statements = "V14-PACK-D008",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = &ring_packed,
};
