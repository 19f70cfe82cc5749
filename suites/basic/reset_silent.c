/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

#define REQUESTS 8

/* Requests are in flight when the reset comes. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	const char *seen;
	struct watch w;
	struct vq *q;
	unsigned count;

	vdev_begin(v);
	q = exercise_start(v, &e);
	exercise_prove(&e, q);
	count = exercise_segs(&e, 0, segs);
	for (unsigned i = 0; i < REQUESTS && vq_has_room(q, count); i++)
		vq_add(q, segs, count);
	vq_kick(q);
	vdev_reset(v);
	vdev_isr(v);
	w = watch_begin(q, e.in);
	seen = watch_end(&w);
	expected(job, "no access and no signal for %d ms after status 0", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen)
		fail(job, "after the reset was complete the device %s", seen);
	else
		pass(job);
}

CHECK(virtio_reset_silent) = {
	.id = "virtio.reset.silent",
	.title = "After a reset with requests in flight the device touches no queue and signals "
		 "nothing",
	.source = "VIRTIO 1.4, 2.4.1 Device Reset",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D010",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
