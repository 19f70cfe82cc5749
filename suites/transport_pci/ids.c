/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"
#include "virtio/wire.h"

#define LAST_ID 0x107f

static unsigned config(struct job *job, unsigned offset, unsigned width)
{
	return bus_read(wire_open_bus(job)->bus, BUS_CONFIG, offset, width);
}

static void run_vendor(struct job *job)
{
	unsigned vendor = config(job, PCI_VENDOR_ID, 2);

	expected(job, "vendor 0x%x", VIRTIO_PCI_VENDOR);
	observed(job, "vendor 0x%x", vendor);
	if (vendor != VIRTIO_PCI_VENDOR)
		fail(job, "the PCI vendor id is 0x%x", vendor);
	else
		pass(job);
}

/* 4.1.2.1: the transitional ids and the types they stand for; 5: 9P has no class of its own here.
 */
static unsigned transitional_type(unsigned id)
{
	static const unsigned types[] = {1, 2, 5, 3, 8, 4, 0, 0, 0, 9};
	unsigned n = id - VIRTIO_PCI_TRANSITIONAL;

	return n < sizeof(types) / sizeof(*types) ? types[n] : 0;
}

static bool is_transitional(unsigned id)
{
	return id >= VIRTIO_PCI_TRANSITIONAL && id < VIRTIO_PCI_DEVICE_BASE;
}

static void run_device(struct job *job)
{
	unsigned id = config(job, PCI_DEVICE_ID, 2);
	unsigned type = is_transitional(id) ? transitional_type(id) : id - VIRTIO_PCI_DEVICE_BASE;

	expected(job, "0x1040 plus the device type, or a transitional id");
	observed(job, "device 0x%x", id);
	if (id < VIRTIO_PCI_TRANSITIONAL || id > LAST_ID || !type)
		fail(job, "PCI device id 0x%x is that of no virtio device", id);
	else
		pass(job);
}

/* What tells a device without a legacy interface, for those that say to be transitional. */
static void run_modern(struct job *job)
{
	unsigned id = config(job, PCI_DEVICE_ID, 2);
	unsigned revision = config(job, PCI_REVISION_ID, 1);

	expected(job, "device 0x1040 to 0x107f, or a transitional device (revision 0)");
	observed(job, "device 0x%x, revision %u", id, revision);
	if (is_transitional(id) && revision)
		fail(job, "a device of revision %u, not transitional, has device id 0x%x", revision,
			id);
	else
		pass(job);
}

static void run_revision(struct job *job)
{
	unsigned id = config(job, PCI_DEVICE_ID, 2);
	unsigned revision = config(job, PCI_REVISION_ID, 1);

	expected(job, "revision 1 or higher");
	observed(job, "device 0x%x, revision %u", id, revision);
	if (is_transitional(id))
		absent(job, "the device is transitional");
	else if (!revision)
		fail(job, "the revision of a non-transitional device is 0");
	else
		pass(job);
}

static void run_subsystem(struct job *job)
{
	unsigned id = config(job, PCI_DEVICE_ID, 2);
	unsigned subsystem = config(job, PCI_SUBSYSTEM_ID, 2);

	expected(job, "subsystem 0x40 or higher");
	observed(job, "device 0x%x, subsystem 0x%x", id, subsystem);
	if (is_transitional(id))
		absent(job, "the device is transitional");
	else if (subsystem < 0x40)
		fail(job, "the subsystem id of a non-transitional device is 0x%x", subsystem);
	else
		pass(job);
}

#define ID_CHECK(name, what, sentence, strictness, statement, function)                            \
	CHECK(name) = {                                                                            \
		.id = "virtio.pci." what,                                                          \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 4.1.2.1 PCI Device Discovery",                              \
		.level = (strictness),                                                             \
		.statements = (statement),                                                         \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = (function),                                                                 \
	}

ID_CHECK(pci_vendor, "vendor-id", "The PCI vendor id is 0x1af4", LEVEL_MUST, "V14-PCI-D002",
	run_vendor);
ID_CHECK(pci_device, "device-id", "The PCI device id is that of a virtio device", LEVEL_MUST,
	"V14-PCI-D003", run_device);
ID_CHECK(pci_modern, "device-id-range",
	"A non-transitional device has a device id of 0x1040 to 0x107f", LEVEL_SHOULD,
	"V14-PCI-D005", run_modern);
ID_CHECK(pci_revision, "revision", "A non-transitional device has a revision of 1 or higher",
	LEVEL_SHOULD, "V14-PCI-D006", run_revision);
ID_CHECK(pci_subsystem, "subsystem-id",
	"A non-transitional device has a subsystem id of 0x40 or higher", LEVEL_SHOULD,
	"V14-PCI-D007", run_subsystem);
