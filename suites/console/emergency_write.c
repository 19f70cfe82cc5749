/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/console.h"
#include "virtio/exercise.h"
#include "virtio/wire.h"

static void check(struct vdev *v, const char *when)
{
	uint32_t before = vdev_status(v), after;

	vdev_config_write(v, CONSOLE_CONFIG_EMERG_WR, 4, '.');
	after = vdev_status(v);
	expected(v->job, "device status 0x%x as before, the device %s", before, when);
	observed(v->job, "0x%x", after);
	if (after != before)
		fail(v->job, "an emergency write, the device %s, changes its status", when);
}

/* In each state that a driver can leave a device in, and then the device must still work. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct completion done;
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q;

	vdev_need(v, CONSOLE_F_EMERG_WRITE);
	check(v, "reset");
	vdev_set_status(v, STATUS_ACKNOWLEDGE);
	check(v, "acknowledged");
	vdev_begin(v);
	check(v, "without queues");
	q = exercise_start(v, &e);
	check(v, "at work");
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	vq_kick(q);
	expected(job, "the device still transmits");
	observed(job, "no answer within %d ms", VDEV_ANSWER_MS);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		pass(job);
	else
		fail(job, "the device does not work after emergency writes");
}

CHECK(console_emergency_write) = {
	.id = "virtio.console.emergency-write",
	.title = "emerg_wr may be written whatever state the device is in",
	.source = "VIRTIO 1.4, 5.3.5.1 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-CONSOLE-D001",
	.each = &wire_consoles,
	.flags = UNIT_CLAIMS,
	.run = run,
};
