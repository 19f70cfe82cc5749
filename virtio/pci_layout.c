/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"

#include <stdio.h>

static uint32_t config(struct bus *bus, unsigned offset, unsigned width)
{
	return bus_read(bus, BUS_CONFIG, offset, width);
}

unsigned pci_device_type(struct bus *bus)
{
	unsigned device = config(bus, PCI_DEVICE_ID, 2);

	if (config(bus, PCI_VENDOR_ID, 2) != VIRTIO_PCI_VENDOR)
		return 0;
	if (device > VIRTIO_PCI_DEVICE_BASE && device < VIRTIO_PCI_DEVICE_BASE + 64)
		return device - VIRTIO_PCI_DEVICE_BASE;
	if (device >= VIRTIO_PCI_TRANSITIONAL && device < VIRTIO_PCI_DEVICE_BASE)
		return config(bus, PCI_SUBSYSTEM_ID, 2);
	return 0;
}

static void read_virtio_cap(struct bus *bus, struct pci_cap *cap)
{
	unsigned at = cap->at;

	cap->cap_len = config(bus, at + 2, 1);
	cap->cfg_type = config(bus, at + PCI_CAP_CFG_TYPE, 1);
	if (cap->cfg_type == PCI_CFG_VENDOR) /* no bar, offset and length */
		return;
	cap->bar = config(bus, at + PCI_CAP_BAR, 1);
	cap->id = config(bus, at + PCI_CAP_ID, 1);
	cap->offset = config(bus, at + PCI_CAP_OFFSET, 4);
	cap->length = config(bus, at + PCI_CAP_LENGTH, 4);
	if (cap->cfg_type == PCI_CFG_NOTIFY)
		cap->extra = config(bus, at + PCI_CAP_EXTRA, 4);
	if (cap->cfg_type == PCI_CFG_SHARED_MEMORY) {
		cap->offset |= (uint64_t)config(bus, at + PCI_CAP_EXTRA, 4) << 32;
		cap->length |= (uint64_t)config(bus, at + PCI_CAP_LENGTH_HI, 4) << 32;
	}
}

/*
 * The first of its kind that lies in mapped memory, has room for `size` bytes and begins where
 * its fields can be accessed: some processors fault on a register that is not aligned.
 */
static const struct pci_cap *usable(struct bus *bus, const struct pci_layout *layout,
	unsigned cfg_type, uint64_t size, unsigned align)
{
	const struct pci_cap *cap;

	for (unsigned n = 0; (cap = pci_find_cap(layout, cfg_type, n)); n++)
		if (cap->bar < 6 && cap->offset % align == 0 && cap->length >= size &&
			cap->length <= bus->size[cap->bar] &&
			cap->offset <= bus->size[cap->bar] - cap->length)
			return cap;
	return NULL;
}

static bool seen(const struct pci_layout *layout, unsigned at)
{
	for (unsigned i = 0; i < layout->count; i++)
		if (layout->caps[i].at == at)
			return true;
	return false;
}

static void walk(struct bus *bus, struct pci_layout *layout)
{
	unsigned at = config(bus, PCI_CAPABILITY_LIST, 1) & ~3u;

	while (at) {
		struct pci_cap *cap = &layout->caps[layout->count];

		if (at < PCI_STD_HEADER_SIZEOF) {
			snprintf(layout->lie, sizeof(layout->lie),
				"the capability list points into the header: 0x%x", at);
			return;
		}
		if (layout->count == PCI_CAPS_MAX || seen(layout, at)) {
			snprintf(layout->lie, sizeof(layout->lie),
				"the capability list does not end: 0x%x comes again", at);
			return;
		}
		*cap = (struct pci_cap){.at = at, .cap_id = config(bus, at, 1)};
		if (cap->cap_id == PCI_CAP_ID_VNDR)
			read_virtio_cap(bus, cap);
		layout->count++;
		at = config(bus, at + 1, 1) & ~3u;
	}
}

void pci_read_layout(struct bus *bus, struct pci_layout *layout)
{
	*layout = (struct pci_layout){0};
	if (config(bus, PCI_STATUS, 2) & PCI_STATUS_CAP_LIST)
		walk(bus, layout);
	else
		snprintf(layout->lie, sizeof(layout->lie), "there is no capability list");
	layout->common = usable(bus, layout, PCI_CFG_COMMON, COMMON_MINIMUM, 4);
	layout->notify = usable(bus, layout, PCI_CFG_NOTIFY, 2, 2);
	layout->isr = usable(bus, layout, PCI_CFG_ISR, 1, 1);
	layout->device = usable(bus, layout, PCI_CFG_DEVICE, 1, 4);
}

const struct pci_cap *pci_find_cap(const struct pci_layout *layout, unsigned cfg_type, unsigned n)
{
	for (unsigned i = 0; i < layout->count; i++)
		if (layout->caps[i].cap_id == PCI_CAP_ID_VNDR &&
			layout->caps[i].cfg_type == cfg_type && n-- == 0)
			return &layout->caps[i];
	return NULL;
}
