/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/basic/suspend.h"

static bool becomes(struct vdev *v, uint32_t want)
{
	uint64_t end = vdev_now(v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	uint32_t status;

	do {
		status = vdev_status(v);
		if (status & STATUS_NEEDS_RESET)
			return true;
		if ((status & (STATUS_SUSPEND | STATUS_DRIVER_OK)) == want)
			return true;
		v->bus->ops->relax(v->bus);
	} while (vdev_now(v) < end);
	return false;
}

struct vq *suspend_start(struct vdev *v, struct exercise *e)
{
	vdev_need(v, VIRTIO_F_SUSPEND);
	vdev_begin(v, VIRTIO_F_SUSPEND);
	return exercise_start(v, e);
}

bool suspend_try(struct vdev *v)
{
	vdev_add_status(v, STATUS_SUSPEND);
	return becomes(v, STATUS_SUSPEND);
}

bool suspend_try_resume(struct vdev *v)
{
	vdev_add_status(v, STATUS_DRIVER_OK);
	return becomes(v, STATUS_DRIVER_OK);
}

static void need(struct vdev *v, bool done, const char *what)
{
	if (done && !(vdev_status(v) & STATUS_NEEDS_RESET))
		return;
	inconclusive(v->job, "the device does not %s: status 0x%x", what, vdev_status(v));
	job_stop(v->job);
}

void suspend_device(struct vdev *v)
{
	need(v, suspend_try(v), "suspend");
}

void suspend_resume(struct vdev *v)
{
	need(v, suspend_try_resume(v), "resume");
}
