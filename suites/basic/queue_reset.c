/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

#define REQUESTS    4
#define SMALL_QUEUE 8

static struct vq *start(struct vdev *v, struct exercise *e, unsigned limit)
{
	struct vq *q;

	vdev_need(v, VIRTIO_F_RING_RESET);
	vdev_begin(v, VIRTIO_F_RING_RESET);
	*e = exercise_of(v);
	q = vq_open(v, e->queue, limit);
	vdev_live(v);
	return q;
}

static void reset(struct vq *q)
{
	if (vq_try_reset(q, VDEV_RESET_MS))
		return;
	inconclusive(q->v->job, "queue %u is not reset within %d ms", q->index, VDEV_RESET_MS);
	job_stop(q->v->job);
}

static void run_silent(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q = start(v, &e, 0);
	unsigned count = exercise_segs(&e, 0, segs);
	const char *seen;
	struct watch w;

	exercise_prove(&e, q);
	for (unsigned i = 0; i < REQUESTS && vq_has_room(q, count); i++)
		vq_add(q, segs, count);
	vq_kick(q);
	reset(q);
	vdev_isr(v);
	w = watch_begin(q, e.in);
	seen = watch_end(&w);
	expected(job, "no access and no signal for %d ms after the queue's reset", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen)
		fail(job, "after the queue's reset the device %s", seen);
	else
		pass(job);
}

/* Requests one after another, more than the ring has descriptors. */
static void work(struct vq *q, struct exercise *e, unsigned requests, const char *what)
{
	struct job *job = q->v->job;
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	const char *wrong;

	expected(job, "%u requests are answered by the queue %s", requests, what);
	for (unsigned i = 0; i < requests; i++) {
		exercise_again(e);
		vq_add(q, segs, exercise_segs(e, 0, segs));
		vq_kick(q);
		wrong = vq_wait(q, VDEV_ANSWER_MS, &done) ? exercise_wrong(e, done.len)
							  : "there is no answer";
		if (!wrong)
			continue;
		observed(job, "request %u: %s", i + 1, wrong);
		fail(job, "the queue does not work %s: %s", what, wrong);
		job_stop(job);
	}
}

static void run_state(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q = start(v, &e, 0);

	work(q, &e, 3, "before its reset");
	reset(q);
	work(vq_open(v, e.queue, 0), &e, 3, "after its reset, from the default state");
	pass(job);
}

static void run_configuration(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q = start(v, &e, 0);

	work(q, &e, 1, "before its reset");
	reset(q);
	q = vq_open(v, e.queue, SMALL_QUEUE);
	work(q, &e, 2 * q->size + 1, "after its reset, with another size and other addresses");
	pass(job);
}

CHECK(queue_reset_silent) = {
	.id = "virtio.queue-reset.silent",
	.title = "After a queue's reset none of its requests is executed or signalled",
	.source = "VIRTIO 1.4, 2.6.1.1.1 Virtqueue Reset",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D012",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_silent,
};

CHECK(queue_reset_state) = {
	.id = "virtio.queue-reset.state",
	.title = "A queue starts from its default state after its reset",
	.source = "VIRTIO 1.4, 2.6.1.1.1 Virtqueue Reset",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D013",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_state,
};

CHECK(queue_reset_configuration) = {
	.id = "virtio.queue-reset.configuration",
	.title = "A queue enabled again has the size and the addresses that it was given then",
	.source = "VIRTIO 1.4, 2.6.1.2.1 Virtqueue Re-enable",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D014",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_configuration,
};
