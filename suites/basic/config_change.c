/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/host_change.h"
#include "virtio/wire.h"

/* The value is read until it is another one; only then is the generation's turn. */
static void run_generation(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	uint64_t end, value;
	uint32_t before, after;

	vdev_begin(v);
	vdev_live(v);
	before = v->ops->generation(v);
	host_change_make(v, &change);
	end = vdev_now(v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	do {
		value = v->ops->config_read(v, change.field->offset, change.field->width);
		v->bus->ops->relax(v->bus);
	} while (value == change.before && vdev_now(v) < end);
	after = v->ops->generation(v);
	host_change_undo(v);
	expected(job, "another generation than %u with another %s than 0x%llx", before,
		change.field->name, (unsigned long long)change.before);
	observed(job, "generation %u, %s 0x%llx", after, change.field->name,
		(unsigned long long)value);
	if (value == change.before)
		inconclusive(job, "the host's change is not seen in the configuration");
	else if (after == before)
		fail(job, "%s changed, but the generation did not", change.field->name);
	else
		pass(job);
}

static void run_signal(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	bool signalled;

	vdev_begin(v);
	vdev_live(v);
	vdev_isr(v);
	host_change_make(v, &change);
	signalled = vdev_wait_isr(v, ISR_CONFIG, VDEV_SILENCE_MS);
	host_change_undo(v);
	expected(job, "the device configuration interrupt bit within %d ms", VDEV_SILENCE_MS);
	observed(job, "%s", signalled ? "set" : "not set");
	if (signalled)
		pass(job);
	else
		fail(job, "a configuration change does not set the configuration interrupt bit");
}

/* 4.2.2.1: bits that do not represent events which took place are zero. No buffer was used. */
static void run_only(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	uint64_t end;
	uint32_t isr;

	if (!wire_is_mmio(job->device)) {
		absent(job, "the device is on PCI, whose ISR status may have both bits set");
		return;
	}
	vdev_begin(v);
	vdev_live(v);
	vdev_isr(v);
	host_change_make(v, &change);
	end = vdev_now(v) + (uint64_t)VDEV_SILENCE_MS * MS_NS;
	while (!(isr = vdev_isr(v)) && vdev_now(v) < end)
		v->bus->ops->relax(v->bus);
	host_change_undo(v);
	expected(job, "InterruptStatus 0x%x for a configuration change", ISR_CONFIG);
	observed(job, "0x%x", isr);
	if (isr & ISR_QUEUE)
		fail(job, "a configuration change sets the bit of used buffers, too");
	else
		pass(job);
}

CHECK(virtio_config_generation) = {
	.id = "virtio.config.generation",
	.title = "The generation is another one once the configuration has changed",
	.source = "VIRTIO 1.4, 4.1.4.3.1 and 4.2.2.1",
	.unseen = "changes of devices other than balloons",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D017 V14-MMIO-D006",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_generation,
};

CHECK(virtio_config_signal) = {
	.id = "virtio.config.signal",
	.title = "A configuration change sets the configuration interrupt bit",
	.source = "VIRTIO 1.4, 4.1.4.5.1 and 4.2.2.1",
	.unseen = "changes of devices other than balloons, and what is set first",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D041 V14-MMIO-D003",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_signal,
};

CHECK(mmio_config_only) = {
	.id = "virtio.mmio.config-bit-only",
	.title = "A configuration change sets no other bit of InterruptStatus",
	.source = "VIRTIO 1.4, 4.2.2.1 MMIO Device Register Layout",
	.unseen = "changes of devices other than balloons",
	.level = LEVEL_MUST,
	.statements = "V14-MMIO-D004",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run_only,
};
