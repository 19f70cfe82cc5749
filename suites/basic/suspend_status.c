/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/basic/suspend.h"
#include "virtio/wire.h"

/* FEATURES_OK is set, DRIVER_OK is not: the device is not completely initialized. */
static void run_early(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t before, after;

	vdev_need(v, VIRTIO_F_SUSPEND);
	vdev_begin(v, VIRTIO_F_SUSPEND);
	before = vdev_status(v);
	vdev_add_status(v, STATUS_SUSPEND);
	vdev_pause(v, VDEV_SILENCE_MS);
	after = vdev_status(v);
	expected(job, "status 0x%x, as before SUSPEND was written", before);
	observed(job, "status 0x%x", after);
	if (after != before)
		fail(job, "SUSPEND is not ignored before DRIVER_OK");
	else
		pass(job);
}

static void run_suspends(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	bool done;

	exercise_once(&e, suspend_start(v, &e));
	done = suspend_try(v);
	expected(job, "SUSPEND without DRIVER_OK, or DEVICE_NEEDS_RESET");
	observed(job, "status 0x%x", vdev_status(v));
	if (!done)
		fail(job, "the device neither suspends nor says that it failed to");
	else
		pass(job);
}

static void run_resumes(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q = suspend_start(v, &e);
	bool done;

	suspend_device(v);
	done = suspend_try_resume(v);
	expected(job, "DRIVER_OK without SUSPEND and a device that works, or DEVICE_NEEDS_RESET");
	observed(job, "status 0x%x", vdev_status(v));
	if (!done) {
		fail(job, "the device neither resumes nor says that it failed to");
		return;
	}
	if (!(vdev_status(v) & STATUS_NEEDS_RESET))
		exercise_once(&e, q);
	pass(job);
}

CHECK(virtio_suspend_early) = {
	.id = "virtio.suspend.early",
	.title = "SUSPEND is ignored until the device is completely initialized",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D015",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_early,
};

CHECK(virtio_suspend_suspends) = {
	.id = "virtio.suspend.suspends",
	.title = "A device that is told to suspend does, or needs a reset",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D020",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_suspends,
};

CHECK(virtio_suspend_resumes) = {
	.id = "virtio.suspend.resumes",
	.title = "A device that is told to resume works again, or needs a reset",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D021",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_resumes,
};
