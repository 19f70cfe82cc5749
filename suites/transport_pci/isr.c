/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/config_fields.h"
#include "virtio/exercise.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

/* A request is used and signalled, and nobody has read the ISR status yet. */
static struct vdev *start(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct exercise e;
	struct vq *q;

	vdev_begin(v);
	q = exercise_start(v, &e);
	vdev_isr(v);
	exercise_once(&e, q);
	return v;
}

static void run_queue(struct job *job)
{
	struct vdev *v = start(job);
	bool set = vdev_wait_isr(v, ISR_QUEUE, VDEV_SILENCE_MS);

	expected(job, "the queue interrupt bit with MSI-X off");
	observed(job, "%s", set ? "set" : "not set");
	if (set)
		pass(job);
	else
		fail(job, "a used buffer does not set the queue interrupt bit of the ISR status");
}

static bool pci_status_bit(struct vdev *v)
{
	return bus_read(v->bus, BUS_CONFIG, PCI_STATUS, 2) & PCI_STATUS_INTERRUPT;
}

static void run_status(struct job *job)
{
	struct vdev *v = start(job);
	uint64_t end = vdev_now(v) + (uint64_t)VDEV_SILENCE_MS * MS_NS;
	bool before, after;

	do {
		before = pci_status_bit(v);
		v->bus->ops->relax(v->bus);
	} while (!before && vdev_now(v) < end);
	v->ops->isr(v);
	after = pci_status_bit(v);
	expected(job, "the interrupt status bit set with the ISR status, and clear with it");
	observed(job, "%s, then %s", before ? "set" : "clear", after ? "set" : "clear");
	if (!before)
		fail(job,
			"the PCI status shows no interrupt although the ISR status has a bit set");
	else if (after)
		fail(job, "the PCI status shows an interrupt although the ISR status is 0");
	else
		pass(job);
}

static void run_reset(struct job *job)
{
	struct vdev *v = start(job);
	uint32_t first, second;

	if (!vdev_wait_isr(v, ISR_QUEUE, VDEV_SILENCE_MS)) {
		inconclusive(job, "the ISR status has no bit set");
		return;
	}
	first = ISR_QUEUE;
	second = v->ops->isr(v);
	expected(job, "0 after a read of 0x%x", first);
	observed(job, "0x%x", second);
	if (second & ISR_QUEUE)
		fail(job, "reading does not reset the ISR status");
	else
		pass(job);
}

/* Each half is one access; the other half was not looked at before. */
static void run_halves(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct config_field *field;
	unsigned n = 0, wide = 0;

	for (; (field = config_field(v, n)); n++) {
		uint32_t high, low;
		uint64_t whole;

		if (field->width != 8)
			continue;
		wide++;
		whole = config_field_read(v, field);
		high = v->ops->config_read(v, field->offset + 4u, 4);
		low = v->ops->config_read(v, field->offset, 4);
		expected(job, "%s 0x%llx in two halves", field->name, (unsigned long long)whole);
		observed(job, "0x%x, 0x%x", high, low);
		if (whole != ((uint64_t)high << 32 | low))
			fail(job, "the halves of %s cannot be read alone", field->name);
	}
	if (!wide)
		absent(job, "the configuration has no field of 64 bits");
	pass(job);
}

#define ISR_CHECK(name, what, sentence, statement, clause, function)                               \
	CHECK(name) = {                                                                            \
		.id = "virtio.pci." what,                                                          \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, " clause,                                                   \
		.level = LEVEL_MUST,                                                               \
		.statements = (statement),                                                         \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = (function),                                                                 \
	}

ISR_CHECK(pci_isr_queue, "isr-queue", "A used buffer sets the queue bit of the ISR status",
	"V14-PCI-D042", "4.1.4.5.1 ISR status capability", run_queue);
ISR_CHECK(pci_isr_status, "isr-status",
	"The PCI status shows an interrupt as long as the ISR status does", "V14-PCI-D043",
	"4.1.4.5.1 ISR status capability", run_status);
ISR_CHECK(pci_isr_reset, "isr-reset", "Reading the ISR status resets it", "V14-PCI-D044",
	"4.1.4.5.1 ISR status capability", run_reset);
ISR_CHECK(pci_halves, "config-halves",
	"The halves of a 64-bit configuration field can be read independently", "V14-PCI-D008",
	"4.1.3.2 PCI Device Layout", run_halves);
