/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

#define REQUESTS 16
#define STORM	 256

/* The used ring's flags, looked at while requests come and go. */
static void run_flags(struct job *job)
{
	const bool *event_idx = job->unit->data;
	struct vdev *v = wire_open(job);
	uint16_t flags, highest = *event_idx ? 0 : 1;
	struct exercise e;
	struct vq *q;

	ring_begin(v, false, *event_idx ? VIRTIO_F_EVENT_IDX : 0);
	q = exercise_start(v, &e);
	expected(job, "flags of at most %u", highest);
	for (unsigned i = 0; i < REQUESTS; i++) {
		exercise_once(&e, q);
		flags = q->used->flags;
		if (flags <= highest)
			continue;
		observed(job, "0x%x after %u requests", flags, i + 1);
		fail(job, "the used ring's flags are 0x%x", flags);
		return;
	}
	pass(job);
}

/* 2.7.11.2: notifications with nothing new, before and after a request. */
static void run_spurious(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q;
	const char *wrong;

	ring_begin(v, false, 0);
	q = exercise_start(v, &e);
	for (unsigned i = 0; i < STORM; i++)
		vq_kick(q);
	expected(job, "a device that works after %d spurious notifications", STORM);
	if (vq_wait(q, VDEV_SILENCE_MS, &done)) {
		fail(job, "a buffer is used that does not exist");
		return;
	}
	exercise_again(&e);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	vq_kick(q);
	wrong = vq_wait(q, VDEV_ANSWER_MS, &done) ? exercise_wrong(&e, done.len) : "no answer";
	observed(job, "status 0x%x, %s", vdev_status(v), wrong ? wrong : "the right answer");
	if (wrong)
		fail(job, "the device does not work after spurious notifications: %s", wrong);
	else if (vdev_status(v) & STATUS_NEEDS_RESET)
		fail(job, "the device needs a reset after spurious notifications");
	else
		pass(job);
}

static const bool with_event_idx = true, without_event_idx = false;

CHECK(split_used_flags) = {
	.id = "virtio.split.used-flags",
	.title = "Without VIRTIO_F_EVENT_IDX the used ring's flags are 0 or 1",
	.source = "VIRTIO 1.4, 2.7.10.2 Available Buffer Notification Suppression",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D018",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_flags,
	.data = &without_event_idx,
};

CHECK(split_used_flags_event_idx) = {
	.id = "virtio.split.used-flags-event-idx",
	.title = "With VIRTIO_F_EVENT_IDX the used ring's flags are 0",
	.source = "VIRTIO 1.4, 2.7.10.2 Available Buffer Notification Suppression",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D020",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_flags,
	.data = &with_event_idx,
};

CHECK(split_spurious) = {
	.id = "virtio.split.spurious-notifications",
	.title = "The device handles notifications without new buffers",
	.source = "VIRTIO 1.4, 2.7.10.2 Available Buffer Notification Suppression",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D022",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_spurious,
};
