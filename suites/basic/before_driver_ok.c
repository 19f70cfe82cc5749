/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

/* A device that never answers keeps still for another reason. */
static void answers_after(struct vq *q)
{
	struct completion done;

	vdev_live(q->v);
	vq_kick(q);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		return;
	inconclusive(q->v->job, "the device kept still, but does so after DRIVER_OK, too");
	job_stop(q->v->job);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	const char *seen;
	struct watch w;
	struct vq *q;

	vdev_begin(v);
	e = exercise_of(v);
	q = vq_open(v, e.queue, 0);
	v->live = true; /* whatever it does now, it is reset at the end */
	vdev_isr(v);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	w = watch_begin(q, e.in);
	vq_kick(q);
	seen = watch_end(&w);
	expected(job, "no access and no signal for %d ms", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen) {
		fail(job, "before DRIVER_OK the device %s", seen);
		return;
	}
	answers_after(q);
	pass(job);
}

CHECK(virtio_before_driver_ok) = {
	.id = "virtio.status.before-driver-ok",
	.title = "No buffer is consumed and nothing is signalled before DRIVER_OK",
	.source = "VIRTIO 1.4, 2.1.2 Device Status Field",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D001",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
