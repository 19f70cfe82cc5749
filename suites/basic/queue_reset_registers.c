/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/wire.h"

#define READS_AFTER 32

/* queue_reset and queue_enable of PCI, QueueReset and QueueReady of MMIO. */
static void run_zero(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned queues = vdev_queue_count(v);

	vdev_need(v, VIRTIO_F_RING_RESET);
	vdev_begin(v, VIRTIO_F_RING_RESET);
	expected(job, "queue_reset 0 for each of %u queues", queues);
	for (unsigned i = 0; i < queues; i++) {
		uint32_t value = v->ops->queue_reset_busy(v, i);

		if (!value)
			continue;
		observed(job, "%u for queue %u", value, i);
		fail(job, "queue_reset is not 0 after the device's reset");
		return;
	}
	pass(job);
}

static void run_enabled(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q;
	uint32_t value;

	vdev_need(v, VIRTIO_F_RING_RESET);
	vdev_begin(v, VIRTIO_F_RING_RESET);
	q = exercise_start(v, &e);
	value = v->ops->queue_reset_busy(v, q->index);
	expected(job, "queue_reset 0 once the queue is enabled");
	observed(job, "%u", value);
	if (value)
		fail(job, "queue_reset is not 0 once the queue is enabled");
	else
		pass(job);
}

/* From the first 0 on, the reset is over: it stays 0, and the queue is not enabled. */
static void run_completes(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint64_t end;
	struct exercise e;
	unsigned queue;
	uint32_t busy, enabled;

	vdev_need(v, VIRTIO_F_RING_RESET);
	vdev_begin(v, VIRTIO_F_RING_RESET);
	queue = exercise_start(v, &e)->index;
	v->ops->queue_reset(v, queue);
	end = vdev_now(v) + (uint64_t)VDEV_RESET_MS * MS_NS;
	expected(job, "queue_reset 1, then 0 with queue_enable 0");
	while ((busy = v->ops->queue_reset_busy(v, queue)) == 1 && vdev_now(v) < end)
		v->bus->ops->relax(v->bus);
	for (unsigned i = 0; i < READS_AFTER && !busy; i++) {
		enabled = v->ops->queue_enabled(v, queue);
		busy = v->ops->queue_reset_busy(v, queue);
		observed(job, "queue_reset %u, queue_enable %u", busy, enabled);
		if (enabled) {
			fail(job, "queue_enable is not 0 when queue_reset reads 0");
			return;
		}
	}
	if (busy)
		fail(job, "queue_reset does not stay 0 after the reset: it reads %u", busy);
	else
		pass(job);
}

CHECK(queue_reset_zero) = {
	.id = "virtio.queue-reset.zero",
	.title = "queue_reset reads 0 after the device's reset",
	.source = "VIRTIO 1.4, 4.1.4.3.1 and 4.2.2.1",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D020 V14-MMIO-D008",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_zero,
};

CHECK(queue_reset_zero_enabled) = {
	.id = "virtio.queue-reset.zero-enabled",
	.title = "queue_reset reads 0 once the queue is enabled",
	.source = "VIRTIO 1.4, 4.1.4.3.1 and 4.2.2.1",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D021 V14-MMIO-D009",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_enabled,
};

CHECK(queue_reset_completes) = {
	.id = "virtio.queue-reset.completes",
	.title = "A queue is reset by writing 1, and reads 0 and not enabled once it is",
	.source = "VIRTIO 1.4, 4.1.4.3.1 and 4.2.2.1",
	.unseen = "that a reset goes on, where it is over before the first read",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D022 V14-PCI-D023 V14-PCI-D024 V14-MMIO-D010 V14-MMIO-D011 "
		      "V14-MMIO-D012",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_completes,
};
