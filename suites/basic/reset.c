/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	uint64_t took_ns;

	vdev_begin(v);
	exercise_once(&e, exercise_start(v, &e));
	if (vdev_try_reset(v, VDEV_RESET_MS, &took_ns)) {
		pass(job);
		return;
	}
	expected(job, "device status 0 within %d ms of writing 0", VDEV_RESET_MS);
	observed(job, "device status 0x%x after %llu us", vdev_status(v),
		(unsigned long long)took_ns / 1000);
	wedged(job, "the device does not come back from reset");
}

CHECK(virtio_reset) = {
	.id = "virtio.reset.completes",
	.title = "A device that has worked reads status 0 once 0 was written to it",
	.source = "VIRTIO 1.4, 2.4.1 Device Reset",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D009",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
