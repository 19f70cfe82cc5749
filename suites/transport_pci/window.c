/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"
#include "virtio/wire.h"

/* The first window in configuration space; ends the job where there is none. */
static unsigned window_of(struct vdev *v)
{
	const struct pci_cap *cap = pci_find_cap(pci_layout(v), PCI_CFG_ACCESS, 0);

	if (cap)
		return cap->at;
	inconclusive(v->job, "there is no PCI configuration access capability");
	job_stop(v->job);
}

static unsigned aim(struct vdev *v, unsigned offset, unsigned length)
{
	const struct pci_cap *common = pci_layout(v)->common;
	unsigned at = window_of(v);

	bus_write(v->bus, BUS_CONFIG, at + PCI_CAP_BAR, 1, common->bar);
	bus_write(v->bus, BUS_CONFIG, at + PCI_CAP_OFFSET, 4, (uint32_t)common->offset + offset);
	bus_write(v->bus, BUS_CONFIG, at + PCI_CAP_LENGTH, 4, length);
	return at + PCI_CAP_EXTRA;
}

static const struct {
	unsigned offset, width;
	uint32_t value;
	const char *name;
} fields[] = {
	{COMMON_DEVICE_FEATURE_SELECT, 4, 1, "device_feature_select"},
	{COMMON_QUEUE_SELECT, 2, 1, "queue_select"},
	{COMMON_STATUS, 1, STATUS_ACKNOWLEDGE, "device_status"},
};

static void run_write(struct job *job)
{
	struct vdev *v = wire_open(job);

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		uint32_t value;

		bus_write(v->bus, BUS_CONFIG, aim(v, fields[i].offset, fields[i].width),
			fields[i].width, fields[i].value);
		value = pci_common_read(v, fields[i].offset, fields[i].width);
		expected(job, "%s %u in the BAR", fields[i].name, fields[i].value);
		observed(job, "%u", value);
		if (value != fields[i].value)
			fail(job, "a write of %u bytes through the window does not reach %s",
				fields[i].width, fields[i].name);
	}
	pass(job);
}

static void run_read(struct job *job)
{
	struct vdev *v = wire_open(job);

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		uint32_t value;

		pci_common_write(v, fields[i].offset, fields[i].width, fields[i].value);
		value = bus_read(v->bus, BUS_CONFIG, aim(v, fields[i].offset, fields[i].width),
			fields[i].width);
		expected(job, "%s %u through the window", fields[i].name, fields[i].value);
		observed(job, "%u", value);
		if (value != fields[i].value)
			fail(job, "a read of %u bytes through the window does not show %s",
				fields[i].width, fields[i].name);
	}
	pass(job);
}

CHECK(pci_window_read) = {
	.id = "virtio.pci.window-read",
	.title = "A read of pci_cfg_data is made of the BAR that the window describes",
	.source = "VIRTIO 1.4, 4.1.4.9.1 PCI configuration access capability",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D053",
	.each = &wire_pci_devices,
	.flags = UNIT_CLAIMS,
	.run = run_read,
};

CHECK(pci_window_write) = {
	.id = "virtio.pci.window-write",
	.title = "A write to pci_cfg_data is made to the BAR that the window describes",
	.source = "VIRTIO 1.4, 4.1.4.9.1 PCI configuration access capability",
	.level = LEVEL_MUST,
	.statements = "V14-PCI-D052",
	.each = &wire_pci_devices,
	.flags = UNIT_CLAIMS,
	.needs = NEEDS(&check_pci_window_read),
	.run = run_write,
};
