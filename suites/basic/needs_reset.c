/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/wire.h"

#define NO_DESCRIPTOR 0xffff /* an entry of the available ring that names none */

/* An error state is provoked by a ring that no correct driver makes. Returns the queue. */
static struct vq *break_ring(struct vdev *v, struct exercise *e)
{
	struct vq *q;

	vdev_begin_only(v);
	q = exercise_start(v, e);
	exercise_once(e, q);
	vdev_isr(v);
	vq_publish(q, NO_DESCRIPTOR);
	vq_kick(q);
	return q;
}

static bool still_works(struct exercise *e, struct vq *q)
{
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;

	exercise_again(e);
	vq_add(q, segs, exercise_segs(e, 0, segs));
	vq_kick(q);
	return vq_wait(q, VDEV_SILENCE_MS, &done);
}

static void run_set(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q = break_ring(v, &e);

	expected(job, "DEVICE_NEEDS_RESET, or a device that goes on working");
	if (vdev_try_status(v, STATUS_NEEDS_RESET, STATUS_NEEDS_RESET, VDEV_SILENCE_MS)) {
		observed(job, "status 0x%x", vdev_status(v));
		pass(job);
		return;
	}
	if (still_works(&e, q)) {
		observed(job, "status 0x%x, and the next request is answered", vdev_status(v));
		pass(job);
		return;
	}
	observed(job, "status 0x%x, and the next request is not answered", vdev_status(v));
	fail(job, "after an invalid available ring entry the device neither works nor says that it "
		  "needs a reset");
}

static void run_notifies(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;

	break_ring(v, &e);
	if (!vdev_try_status(v, STATUS_NEEDS_RESET, STATUS_NEEDS_RESET, VDEV_SILENCE_MS)) {
		skipped(job,
			"an invalid available ring entry does not make the device need a reset");
		return;
	}
	expected(job, "a configuration change notification after DEVICE_NEEDS_RESET");
	if (vdev_wait_isr(v, ISR_CONFIG, VDEV_SILENCE_MS)) {
		pass(job);
		return;
	}
	observed(job, "none within %d ms", VDEV_SILENCE_MS);
	fail(job, "DEVICE_NEEDS_RESET was set without a configuration change notification");
}

CHECK(virtio_needs_reset_set) = {
	.id = "virtio.status.needs-reset",
	.title = "A device in an error state that needs a reset says so in its status",
	.source = "VIRTIO 1.4, 2.1.2 Device Status Field",
	.unseen = "error states that a driver cannot provoke",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D002",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_set,
};

CHECK(virtio_needs_reset_notifies) = {
	.id = "virtio.status.needs-reset-notifies",
	.title = "With DRIVER_OK set, DEVICE_NEEDS_RESET comes with a configuration change "
		 "notification",
	.source = "VIRTIO 1.4, 2.1.2 Device Status Field",
	.unseen = "error states that a driver cannot provoke",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D003",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_notifies,
};
