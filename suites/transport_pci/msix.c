/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/host_change.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

/*
 * MSI-X is switched on with all vectors masked: no message leaves the device, and the
 * pending bits show which ones would have (PCI 3.0, 6.8.2).
 */
struct msix {
	unsigned at, vectors;
	unsigned pba_bar, pba;
};

static struct msix find(struct vdev *v)
{
	const struct pci_layout *layout = pci_layout(v);
	uint32_t pba;

	for (unsigned i = 0; i < layout->count; i++) {
		unsigned at = layout->caps[i].at;

		if (layout->caps[i].cap_id != PCI_CAP_ID_MSIX)
			continue;
		pba = bus_read(v->bus, BUS_CONFIG, at + PCI_MSIX_PBA, 4);
		return (struct msix){
			.at = at,
			.vectors = (bus_read(v->bus, BUS_CONFIG, at + PCI_MSIX_FLAGS, 2) &
					   PCI_MSIX_FLAGS_QSIZE) +
				   1,
			.pba_bar = pba & PCI_MSIX_PBA_BIR,
			.pba = pba & PCI_MSIX_PBA_OFFSET,
		};
	}
	absent(v->job, "there is no MSI-X capability");
	job_stop(v->job);
}

static void switch_on(struct vdev *v, const struct msix *msix)
{
	bus_write(v->bus, BUS_CONFIG, msix->at + PCI_MSIX_FLAGS, 2,
		PCI_MSIX_FLAGS_ENABLE | PCI_MSIX_FLAGS_MASKALL);
}

static void switch_off(struct vdev *v, const struct msix *msix)
{
	bus_write(v->bus, BUS_CONFIG, msix->at + PCI_MSIX_FLAGS, 2, 0);
}

static bool pending(struct vdev *v, const struct msix *msix)
{
	uint32_t bits = 0;

	for (unsigned i = 0; i < msix->vectors; i += 32)
		bits |= bus_read(v->bus, msix->pba_bar, msix->pba + i / 8, 4);
	return bits;
}

/* The same within VDEV_SILENCE_MS: what is to be seen needs no longer than it takes. */
static bool becomes_pending(struct vdev *v, const struct msix *msix)
{
	uint64_t end = vdev_now(v) + VDEV_SILENCE_MS * MS_NS;

	while (!pending(v, msix) && vdev_now(v) < end)
		v->bus->ops->relax(v->bus);
	return pending(v, msix);
}

static void run_size(struct job *job)
{
	struct msix msix = find(wire_open(job));

	expected(job, "2 to 0x800 vectors");
	observed(job, "%u", msix.vectors);
	if (msix.vectors < 2)
		fail(job, "the device has %u MSI-X vector", msix.vectors);
	else
		pass(job);
}

/* What is at the register that maps an event, after a write of `vector` to it. */
static unsigned map(struct vdev *v, int queue, unsigned vector)
{
	unsigned offset = queue < 0 ? COMMON_CONFIG_MSIX_VECTOR : COMMON_QUEUE_MSIX_VECTOR;

	if (queue >= 0)
		pci_select_queue(v, (unsigned)queue);
	pci_common_write(v, offset, 2, vector);
	return pci_common_read(v, offset, 2);
}

static unsigned mapped(struct vdev *v, int queue)
{
	if (queue >= 0)
		pci_select_queue(v, (unsigned)queue);
	return pci_common_read(
		v, queue < 0 ? COMMON_CONFIG_MSIX_VECTOR : COMMON_QUEUE_MSIX_VECTOR, 2);
}

/* For every event: the configuration's (-1) and each queue's. */
#define EACH_EVENT(v, event)                                                                       \
	int event = -1;                                                                            \
	(event) < (int)vdev_queue_count(v);                                                        \
	(event)++

static void judge(struct job *job, int event, unsigned wrote, unsigned got, unsigned want)
{
	expected(job, "vector 0x%x for %s %d after a write of 0x%x", want,
		event < 0 ? "the configuration" : "queue", event, wrote);
	observed(job, "0x%x", got);
	if (got != want)
		fail(job, "a write of 0x%x to the vector of %s reads 0x%x", wrote,
			event < 0 ? "the configuration" : "a queue", got);
}

static struct vdev *start(struct job *job, struct msix *msix)
{
	struct vdev *v = wire_open(job);

	*msix = find(v);
	vdev_begin(v);
	switch_on(v, msix);
	return v;
}

static void run_map(struct job *job)
{
	struct msix msix;
	struct vdev *v = start(job, &msix);

	for (EACH_EVENT(v, event))
		for (unsigned vector = 0; vector < msix.vectors; vector++)
			judge(job, event, vector, map(v, event, vector), vector);
	switch_off(v, &msix);
	pass(job);
}

static void run_unmap(struct job *job)
{
	struct msix msix;
	struct vdev *v = start(job, &msix);

	for (EACH_EVENT(v, event)) {
		map(v, event, 0);
		judge(job, event, PCI_NO_VECTOR, map(v, event, PCI_NO_VECTOR), PCI_NO_VECTOR);
	}
	switch_off(v, &msix);
	pass(job);
}

static void run_reset(struct job *job)
{
	struct msix msix;
	struct vdev *v = start(job, &msix);

	for (EACH_EVENT(v, event))
		map(v, event, 0);
	vdev_reset(v);
	for (EACH_EVENT(v, event))
		judge(job, event, 0, mapped(v, event), PCI_NO_VECTOR);
	switch_off(v, &msix);
	pass(job);
}

static void run_failure(struct job *job)
{
	struct msix msix;
	struct vdev *v = start(job, &msix);

	for (EACH_EVENT(v, event))
		judge(job, event, msix.vectors, map(v, event, msix.vectors), PCI_NO_VECTOR);
	switch_off(v, &msix);
	pass(job);
}

/* Returns whether a message became pending with the event mapped to `vector`. */
static bool queue_pends(struct vdev *v, const struct msix *msix, unsigned vector)
{
	struct exercise e;
	struct vq *q;

	vdev_begin(v);
	switch_on(v, msix);
	e = exercise_of(v);
	q = vq_open(v, e.queue, 0);
	map(v, (int)e.queue, vector);
	vdev_live(v);
	exercise_once(&e, q);
	return becomes_pending(v, msix);
}

static void run_queue_unmapped(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct msix msix = find(v);
	bool with, without = queue_pends(v, &msix, PCI_NO_VECTOR);

	with = queue_pends(v, &msix, 0);
	switch_off(v, &msix);
	expected(job, "a message pending with vector 0, none with NO_VECTOR");
	observed(job, "%s with vector 0, %s with NO_VECTOR", with ? "one" : "none",
		without ? "one" : "none");
	if (without)
		fail(job, "a used buffer has a message pending although the queue has NO_VECTOR");
	else if (!with)
		inconclusive(job, "no message is pending with vector 0 either");
	else
		pass(job);
}

static void run_config_unmapped(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	struct msix msix;
	bool is_pending;

	if (wire_is_mmio(job->device)) {
		absent(job, "the device is not on PCI");
		return;
	}
	msix = find(v);
	vdev_begin(v);
	switch_on(v, &msix);
	map(v, -1, PCI_NO_VECTOR);
	vdev_live(v);
	host_change_make(v, &change);
	is_pending = becomes_pending(v, &msix);
	host_change_undo(v);
	switch_off(v, &msix);
	expected(job, "no message pending");
	observed(job, "%s", is_pending ? "one" : "none");
	if (is_pending)
		fail(job, "a configuration change has a message pending although it has NO_VECTOR");
	else
		pass(job);
}

#define MSIX_CHECK(name, what, set, sentence, strictness, statement, clause, function, ...)        \
	CHECK(name) = {.id = "virtio.pci.msix-" what,                                              \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, " clause,                                                   \
		.level = strictness,                                                               \
		.statements = statement,                                                           \
		.each = &(set),                                                                    \
		.flags = UNIT_CLAIMS,                                                              \
		.run = function,                                                                   \
		__VA_ARGS__}
#define VECTORS "4.1.5.1.2.1 MSI-X Vector Configuration"

MSIX_CHECK(pci_msix_size, "size", wire_pci_devices, "A device with MSI-X has 2 to 2048 vectors",
	LEVEL_SHOULD, "V14-PCI-D054", VECTORS, run_size);
MSIX_CHECK(pci_msix_map, "map", wire_pci_devices,
	"Every event can be mapped to every vector, and shows it", LEVEL_MUST,
	"V14-PCI-D055 V14-PCI-D057 V14-PCI-D059 V14-PCI-D061", VECTORS, run_map);
MSIX_CHECK(pci_msix_unmap, "unmap", wire_pci_devices, "Every event can be unmapped", LEVEL_MUST,
	"V14-PCI-D058", VECTORS, run_unmap);
MSIX_CHECK(pci_msix_reset, "reset", wire_pci_devices, "A reset unmaps all events", LEVEL_MUST,
	"V14-PCI-D060", VECTORS, run_reset);
MSIX_CHECK(pci_msix_failure, "failure", wire_pci_devices,
	"Mapping to a vector that there is not reads NO_VECTOR", LEVEL_MUST, "V14-PCI-D062",
	VECTORS, run_failure);
MSIX_CHECK(pci_msix_queue, "queue-unmapped", wire_pci_devices,
	"A queue with NO_VECTOR sends no message", LEVEL_MUST, "V14-PCI-D063",
	"4.1.5.3.1 Used Buffer Notifications", run_queue_unmapped);
MSIX_CHECK(pci_msix_config, "config-unmapped", wire_balloons,
	"A configuration change with NO_VECTOR sends no message", LEVEL_MUST, "V14-PCI-D064",
	"4.1.5.4.1 Notification of Device Configuration Changes", run_config_unmapped,
	.unseen = "changes of devices other than balloons");
