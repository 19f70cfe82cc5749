/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pmem.h"
#include "virtio/wire.h"

#define SEVERAL 4

static void run_answer(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct pmem_flush flush;
	struct seg segs[2];
	struct vq *q;
	uint32_t answer;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	flush = pmem_flush_new(v);
	vq_do(q, segs, pmem_flush_segs(&flush, segs));
	answer = pmem_flush_answer(&flush);
	expected(job, "ret 0 or -1");
	if (answer == PMEM_NO_ANSWER)
		observed(job, "ret was not written");
	else
		observed(job, "ret %d", (int)answer);
	if (answer == PMEM_OK || answer == PMEM_FAILED)
		pass(job);
	else if (answer == PMEM_NO_ANSWER)
		fail(job, "the flush is used without an answer");
	else
		fail(job, "the flush is answered %d, which is neither 0 nor -1", (int)answer);
}

/* 2.7.13: several buffers may be made available before the device is notified. */
static void run_several(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct completion done;
	unsigned used = 0;
	struct vq *q;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	for (unsigned i = 0; i < SEVERAL; i++) {
		struct pmem_flush flush = pmem_flush_new(v);
		struct seg segs[2];

		vq_add(q, segs, pmem_flush_segs(&flush, segs));
	}
	vq_kick(q);
	while (used < SEVERAL && vq_wait(q, VDEV_ANSWER_MS, &done))
		used++;
	expected(job, "%d flushes used after one notification", SEVERAL);
	observed(job, "%u within %d ms", used, VDEV_ANSWER_MS);
	if (used == SEVERAL)
		pass(job);
	else
		fail(job, "of %d flushes made available together, %u are used", SEVERAL, used);
}

CHECK(pmem_answer) = {
	.id = "virtio.pmem.answer",
	.title = "A flush is answered 0 or -1",
	.source = "VIRTIO 1.4, 5.19.7.2 Virtqueue return",
	.level = LEVEL_MUST,
	.statements = "V14-PMEM-D007",
	.each = &wire_pmems,
	.flags = UNIT_CLAIMS,
	.run = run_answer,
};

CHECK(pmem_several) = {
	.id = "virtio.pmem.several",
	.title = "Flushes that are made available together are all answered",
	.source = "VIRTIO 1.4, 2.7.13 Supplying Buffers to The Device",
	.prose = "the driver may make several buffers available before it notifies the device",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_pmem_answer),
	.each = &wire_pmems,
	.flags = UNIT_CLAIMS,
	.run = run_several,
};
