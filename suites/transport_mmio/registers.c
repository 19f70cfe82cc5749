/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/mmio.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

static void run_constant(struct job *job)
{
	const uint32_t *want = job->unit->data;
	uint32_t value = bus_read(wire_open_bus(job)->bus, BUS_MMIO, want[0], 4);

	expected(job, "0x%x at 0x%03x", want[1], want[0]);
	observed(job, "0x%x", value);
	if (value != want[1])
		fail(job, "register 0x%03x reads 0x%x", want[0], value);
	else
		pass(job);
}

/* A bit is set by its event until it is acknowledged, and no bit without an event. */
static void run_events(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q;
	uint32_t idle, first, again, after;

	vdev_begin(v);
	q = exercise_start(v, &e);
	vdev_pause(v, VDEV_SILENCE_MS);
	idle = v->ops->isr(v);
	exercise_once(&e, q);
	vdev_pause(v, VDEV_SILENCE_MS);
	first = v->ops->isr(v);
	again = v->ops->isr(v);
	v->ops->isr_take(v, first);
	after = v->ops->isr(v);
	expected(job, "0, after a used buffer 1 and again 1, after the acknowledgement 0");
	observed(job, "0x%x, 0x%x and 0x%x, 0x%x", idle, first, again, after);
	if (idle || first & ~(uint32_t)ISR_QUEUE)
		fail(job, "InterruptStatus has a bit set for an event that did not take place");
	else if (!(first & again & ISR_QUEUE))
		fail(job, "InterruptStatus does not keep the bit of a used buffer until its "
			  "acknowledgement");
	else if (after)
		fail(job, "InterruptStatus keeps a bit that was acknowledged");
	else
		pass(job);
}

static void run_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	unsigned queue, queues = vdev_queue_count(v);
	uint32_t isr;

	vdev_begin(v);
	exercise_once(&e, exercise_start(v, &e)); /* leaves a bit of InterruptStatus set */
	vdev_reset(v);
	isr = v->ops->isr(v);
	for (queue = 0; queue < queues && !v->ops->queue_enabled(v, queue);)
		queue++;
	expected(job, "InterruptStatus 0 and QueueReady 0 for each of %u queues", queues);
	observed(job, "InterruptStatus 0x%x, queue %u of %u is ready", isr, queue, queues);
	if (isr)
		fail(job, "a reset does not clear InterruptStatus");
	else if (queue < queues)
		fail(job, "a reset does not clear QueueReady");
	else
		pass(job);
}

static void run_not_ready(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	const char *seen;
	struct watch w;
	struct vq *q;

	vdev_begin(v);
	e = exercise_of(v);
	q = vq_open_disabled(v, e.queue, 0);
	vdev_live(v);
	vdev_isr(v);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	w = watch_begin(q, e.in);
	vq_kick(q);
	seen = watch_end_accesses(&w);
	expected(job, "no access for %d ms to a queue that is not ready", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen)
		fail(job, "the queue is not ready, but the device %s", seen);
	else
		pass(job);
}

static const uint32_t magic[] = {MMIO_MAGIC, MMIO_MAGIC_VALUE};
static const uint32_t version[] = {MMIO_VERSION, MMIO_VERSION_VALUE};

#define MMIO_CHECK(name, what, sentence, statement, function, ...)                                 \
	CHECK(name) = {.id = "virtio.mmio." what,                                                  \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, 4.2.2.1 MMIO Device Register Layout",                       \
		.level = LEVEL_MUST,                                                               \
		.statements = statement,                                                           \
		.each = &wire_mmio_devices,                                                        \
		.flags = UNIT_CLAIMS,                                                              \
		.run = function,                                                                   \
		__VA_ARGS__}

MMIO_CHECK(mmio_magic, "magic", "MagicValue reads 0x74726976", "V14-MMIO-D001", run_constant,
	.data = magic);
MMIO_CHECK(
	mmio_version, "version", "Version reads 2", "V14-MMIO-D002", run_constant, .data = version);
MMIO_CHECK(mmio_events, "interrupt-status",
	"InterruptStatus shows events from when they take place until they are acknowledged",
	"V14-MMIO-D003 V14-MMIO-D004", run_events);
MMIO_CHECK(mmio_reset, "reset", "A reset clears InterruptStatus and QueueReady", "V14-MMIO-D005",
	run_reset);
MMIO_CHECK(mmio_not_ready, "queue-not-ready", "A queue that is not ready is not accessed",
	"V14-MMIO-D007", run_not_ready);
