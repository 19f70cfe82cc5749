/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"
#include "virtio/wire.h"

#define VENDOR_ID 4 /* within the capability */

static const struct pci_cap *next_cap(struct vdev *v, unsigned n)
{
	const struct pci_cap *cap = pci_find_cap(pci_layout(v), PCI_CFG_VENDOR, n);

	if (cap || n)
		return cap;
	absent(v->job, "there is no vendor data capability");
	job_stop(v->job);
}

static void run_id(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct pci_cap *cap;

	for (unsigned n = 0; (cap = next_cap(v, n)); n++) {
		unsigned vendor = bus_read(v->bus, BUS_CONFIG, cap->at + VENDOR_ID, 2);

		expected(job, "a vendor_id other than 0x%x", VIRTIO_PCI_VENDOR);
		observed(job, "0x%x", vendor);
		if (vendor == VIRTIO_PCI_VENDOR)
			fail(job, "vendor data claims virtio's own vendor id");
	}
	pass(job);
}

static void run_size(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct pci_cap *cap;

	for (unsigned n = 0; (cap = next_cap(v, n)); n++) {
		expected(job, "a size that is a multiple of 4");
		observed(job, "%u", cap->cap_len);
		if (cap->cap_len % 4)
			fail(job, "the size of vendor data is %u", cap->cap_len);
	}
	pass(job);
}

/* Read twice: the bytes, and what the device shows of its state, are the same. */
static void run_reads(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct pci_cap *cap;
	uint32_t status;

	vdev_begin(v);
	status = vdev_status(v);
	for (unsigned n = 0; (cap = next_cap(v, n)); n++)
		for (unsigned i = VENDOR_ID; i < cap->cap_len; i++) {
			uint32_t first = bus_read(v->bus, BUS_CONFIG, cap->at + i, 1);
			uint32_t second = bus_read(v->bus, BUS_CONFIG, cap->at + i, 1);

			expected(job, "byte %u the same twice, device_status 0x%x", i, status);
			observed(job, "0x%02x, 0x%02x, device_status 0x%x", first, second,
				vdev_status(v));
			if (first != second || vdev_status(v) != status)
				fail(job, "a read of vendor data has a side effect");
		}
	pass(job);
}

#define VENDOR_CHECK(name, what, sentence, statement, function, ...)                               \
	CHECK(name) = {.id = "virtio.pci." what,                                                   \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, 4.1.4.8.1 Vendor data capability",                          \
		.level = LEVEL_MUST,                                                               \
		.statements = statement,                                                           \
		.each = &wire_pci_devices,                                                         \
		.flags = UNIT_CLAIMS,                                                              \
		.run = function,                                                                   \
		__VA_ARGS__}

VENDOR_CHECK(pci_vendor_id, "vendor-data-id", "Vendor data does not bear virtio's vendor id",
	"V14-PCI-D048", run_id);
VENDOR_CHECK(pci_vendor_size, "vendor-data-size", "The size of vendor data is a multiple of 4",
	"V14-PCI-D049", run_size);
VENDOR_CHECK(pci_vendor_reads, "vendor-data-reads", "Reads of vendor data have no side effects",
	"V14-PCI-D050", run_reads, .unseen = "side effects that no register shows");
