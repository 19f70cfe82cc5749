/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/basic/suspend.h"
#include "virtio/blk.h"
#include "virtio/host_change.h"
#include "virtio/ids.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

#define REQUESTS 4

/* A request is made available and notified, against the driver's own rule. */
static void run_silent(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q = suspend_start(v, &e);
	const char *seen;
	struct watch w;

	exercise_prove(&e, q);
	suspend_device(v);
	vdev_isr(v);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	w = watch_begin(q, e.in);
	vq_kick(q);
	seen = watch_end(&w);
	expected(job, "no access and no signal for %d ms while suspended", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen)
		fail(job, "while suspended the device %s", seen);
	else
		pass(job);
}

/* A field that the driver may write, and a value other than the one it has. */
static void run_config_write(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t before, after;
	uint32_t offset = v->type == VIRTIO_TYPE_BLOCK ? BLK_CONFIG_WRITEBACK : 0;

	vdev_need(v, VIRTIO_F_SUSPEND);
	if (v->type == VIRTIO_TYPE_BLOCK) {
		vdev_need(v, BLK_F_CONFIG_WCE);
	} else if (v->type != VIRTIO_TYPE_INPUT) {
		skipped(job, "no field is known that a driver may write and read back");
		return;
	}
	vdev_begin(v, VIRTIO_F_SUSPEND, v->type == VIRTIO_TYPE_BLOCK ? BLK_F_CONFIG_WCE : 0,
		v->type == VIRTIO_TYPE_BLOCK ? BLK_F_FLUSH : 0);
	vdev_live(v);
	suspend_device(v);
	before = vdev_config8(v, offset);
	vdev_config_write(v, offset, 1, !before);
	after = vdev_config8(v, offset);
	expected(job, "the byte at 0x%x still %u", offset, before);
	observed(job, "%u", after);
	if (after != before)
		fail(job, "a write to the configuration is not ignored while suspended");
	else
		pass(job);
}

static void run_config_signal(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	struct exercise e;
	bool early, late;

	suspend_start(v, &e);
	suspend_device(v);
	vdev_isr(v);
	host_change_make(v, &change);
	early = vdev_wait_isr(v, ISR_CONFIG, VDEV_SILENCE_MS);
	suspend_resume(v);
	late = vdev_wait_isr(v, ISR_CONFIG, VDEV_SILENCE_MS);
	host_change_undo(v);
	expected(job, "no notification while suspended, one after resuming");
	observed(job, "%s while suspended, %s after resuming", early ? "one" : "none",
		late ? "one" : "none");
	if (early)
		fail(job, "a configuration change is notified while suspended");
	if (!late)
		fail(job, "a configuration change during suspension is not notified afterwards");
	pass(job);
}

/* What is in flight at the write of SUSPEND is used and signalled before it is shown. */
static void run_finishes(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q = suspend_start(v, &e);
	unsigned count = exercise_segs(&e, 0, segs), consumed = 0;
	uint32_t isr;

	exercise_prove(&e, q);
	for (unsigned i = 0; i < REQUESTS && vq_has_room(q, count); i++)
		vq_add(q, segs, count);
	vdev_isr(v);
	vq_kick(q);
	suspend_device(v);
	isr = vdev_isr(v);
	while (vq_try(q, &done) == VQ_DONE)
		consumed++;
	suspend_resume(v);
	expected(job, "buffers that the device began before SUSPEND used and signalled by then");
	observed(job, "%u of %u used, ISR 0x%x", consumed, consumed + vq_in_flight(q), isr);
	if (consumed && !(isr & ISR_QUEUE))
		fail(job, "used buffers were not signalled before SUSPEND was shown");
	else
		pass(job);
}

CHECK(virtio_suspended_silent) = {
	.id = "virtio.suspend.silent",
	.title = "A suspended device accesses no queue and signals nothing",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D017",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_silent,
};

CHECK(virtio_suspended_config_write) = {
	.id = "virtio.suspend.config-write",
	.title = "A suspended device ignores writes to its configuration",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D016",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_config_write,
};

CHECK(virtio_suspended_config_signal) = {
	.id = "virtio.suspend.config-signal",
	.title = "A configuration change during suspension is notified after it, not in it",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.unseen = "changes of devices other than balloons",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D018 V14-CORE-D019",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_config_signal,
};

CHECK(virtio_suspended_finishes) = {
	.id = "virtio.suspend.finishes",
	.title = "Before it shows SUSPEND, a device uses and signals what is in flight",
	.source = "VIRTIO 1.4, 3.4.2 Device Suspend",
	.unseen = "which buffers the device had begun",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D022",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_finishes,
};
