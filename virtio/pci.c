/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"

#include <errno.h>
#include <stdlib.h>

const struct pci_layout *pci_layout(const struct vdev *v)
{
	return v->transport;
}

uint32_t pci_common_read(struct vdev *v, unsigned offset, unsigned width)
{
	const struct pci_cap *cap = pci_layout(v)->common;

	return bus_read(v->bus, cap->bar, cap->offset + offset, width);
}

void pci_common_write(struct vdev *v, unsigned offset, unsigned width, uint32_t value)
{
	const struct pci_cap *cap = pci_layout(v)->common;

	bus_write(v->bus, cap->bar, cap->offset + offset, width, value);
}

uint64_t pci_common_size(const struct vdev *v)
{
	return pci_layout(v)->common->length;
}

void pci_select_queue(struct vdev *v, unsigned queue)
{
	pci_common_write(v, COMMON_QUEUE_SELECT, 2, queue);
}

static uint32_t queue_read(struct vdev *v, unsigned queue, unsigned offset)
{
	pci_select_queue(v, queue);
	return pci_common_read(v, offset, 2);
}

static uint32_t status(struct vdev *v)
{
	return pci_common_read(v, COMMON_STATUS, 1);
}

static void set_status(struct vdev *v, uint32_t value)
{
	pci_common_write(v, COMMON_STATUS, 1, value);
}

static uint32_t device_features(struct vdev *v, unsigned word)
{
	pci_common_write(v, COMMON_DEVICE_FEATURE_SELECT, 4, word);
	return pci_common_read(v, COMMON_DEVICE_FEATURE, 4);
}

static void set_driver_features(struct vdev *v, unsigned word, uint32_t bits)
{
	pci_common_write(v, COMMON_DRIVER_FEATURE_SELECT, 4, word);
	pci_common_write(v, COMMON_DRIVER_FEATURE, 4, bits);
}

static unsigned queue_count(struct vdev *v)
{
	return pci_common_read(v, COMMON_NUM_QUEUES, 2);
}

static unsigned queue_max(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, COMMON_QUEUE_SIZE);
}

static void write_64(struct vdev *v, unsigned offset, uint64_t value)
{
	pci_common_write(v, offset, 4, (uint32_t)value);
	pci_common_write(v, offset + 4, 4, (uint32_t)(value >> 32));
}

static void queue_setup(
	struct vdev *v, unsigned queue, unsigned size, const struct vq_addresses *at)
{
	pci_select_queue(v, queue);
	pci_common_write(v, COMMON_QUEUE_SIZE, 2, size);
	pci_common_write(v, COMMON_QUEUE_MSIX_VECTOR, 2, PCI_NO_VECTOR);
	write_64(v, COMMON_QUEUE_DESC, at->desc);
	write_64(v, COMMON_QUEUE_DRIVER, at->driver);
	write_64(v, COMMON_QUEUE_DEVICE, at->device);
}

static void queue_enable(struct vdev *v, unsigned queue)
{
	pci_select_queue(v, queue);
	pci_common_write(v, COMMON_QUEUE_ENABLE, 2, 1);
}

static uint32_t queue_enabled(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, COMMON_QUEUE_ENABLE);
}

static void queue_reset(struct vdev *v, unsigned queue)
{
	pci_select_queue(v, queue);
	pci_common_write(v, COMMON_QUEUE_RESET, 2, 1);
}

static uint32_t queue_reset_busy(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, COMMON_QUEUE_RESET);
}

static uint32_t queue_identifier(struct vdev *v, unsigned queue)
{
	return queue_read(v, queue, COMMON_QUEUE_NOTIF_CONFIG_DATA);
}

static unsigned notify_width(struct vdev *v)
{
	return vdev_accepted(v, VIRTIO_F_NOTIFICATION_DATA) ? 4 : 2; /* 4.1.5.2.1 */
}

static uint64_t notify_offset(struct vdev *v, unsigned queue)
{
	const struct pci_cap *cap = pci_layout(v)->notify;
	uint64_t at = (uint64_t)queue_read(v, queue, COMMON_QUEUE_NOTIFY_OFF) * cap->extra;

	if (at + notify_width(v) > cap->length)
		vdev_lied(v,
			"queue %u is notified at offset 0x%llx, outside of the notification "
			"structure of 0x%llx bytes",
			queue, (unsigned long long)at, (unsigned long long)cap->length);
	if ((cap->offset + at) % notify_width(v))
		vdev_lied(v,
			"queue %u is notified at offset 0x%llx, which is not aligned to %u bytes",
			queue, (unsigned long long)cap->offset + at, notify_width(v));
	return cap->offset + at;
}

static void notify(struct vdev *v, uint64_t offset, uint32_t value)
{
	bus_write(v->bus, pci_layout(v)->notify->bar, offset, notify_width(v), value);
}

static uint32_t generation(struct vdev *v)
{
	return pci_common_read(v, COMMON_GENERATION, 1);
}

static uint32_t config_size(struct vdev *v)
{
	const struct pci_cap *cap = pci_layout(v)->device;

	return cap ? (uint32_t)cap->length : 0;
}

static uint32_t config_read(struct vdev *v, uint32_t offset, unsigned width)
{
	const struct pci_cap *cap = pci_layout(v)->device;

	if (!cap || offset + width > cap->length)
		vdev_lied(v, "the device configuration structure has no offset 0x%x", offset);
	return bus_read(v->bus, cap->bar, cap->offset + offset, width);
}

static void config_write(struct vdev *v, uint32_t offset, unsigned width, uint32_t value)
{
	const struct pci_cap *cap = pci_layout(v)->device;

	if (!cap || offset + width > cap->length)
		vdev_lied(v, "the device configuration structure has no offset 0x%x", offset);
	bus_write(v->bus, cap->bar, cap->offset + offset, width, value);
}

static uint32_t isr(struct vdev *v)
{
	const struct pci_cap *cap = pci_layout(v)->isr;

	return bus_read(v->bus, cap->bar, cap->offset, 1);
}

/* 4.1.4.5: reading has reset it. */
static void isr_take(struct vdev *v, uint32_t bits)
{
	(void)v;
	(void)bits;
}

static bool shared_memory(struct vdev *v, unsigned id, struct vdev_region *region)
{
	const struct pci_cap *cap;

	for (unsigned n = 0; (cap = pci_find_cap(pci_layout(v), PCI_CFG_SHARED_MEMORY, n)); n++)
		if (cap->id == id) {
			*region = (struct vdev_region){cap->bar, cap->offset, cap->length};
			return true;
		}
	return false;
}

const struct vdev_ops pci_ops = {
	.name = "PCI",
	.status = status,
	.set_status = set_status,
	.device_features = device_features,
	.set_driver_features = set_driver_features,
	.queue_count = queue_count,
	.queue_max = queue_max,
	.queue_setup = queue_setup,
	.queue_enable = queue_enable,
	.queue_enabled = queue_enabled,
	.queue_reset = queue_reset,
	.queue_reset_busy = queue_reset_busy,
	.queue_identifier = queue_identifier,
	.notify_offset = notify_offset,
	.notify = notify,
	.generation = generation,
	.config_size = config_size,
	.config_read = config_read,
	.config_write = config_write,
	.isr = isr,
	.isr_take = isr_take,
	.shared_memory = shared_memory,
};

static void msix_off(struct bus *bus, const struct pci_layout *layout)
{
	for (unsigned i = 0; i < layout->count; i++)
		if (layout->caps[i].cap_id == PCI_CAP_ID_MSIX)
			bus_write(bus, BUS_CONFIG, layout->caps[i].at + PCI_MSIX_FLAGS, 2, 0);
}

int pci_attach(struct vdev *v, struct message *msg)
{
	struct pci_layout *layout = calloc(1, sizeof(*layout));

	if (!layout)
		return message_set(msg, -ENOMEM, "no memory");
	pci_read_layout(v->bus, layout);
	v->transport = layout;
	v->type = pci_device_type(v->bus);
	if (layout->lie[0])
		return message_set(msg, -EPROTO, "%s", layout->lie);
	if (!layout->common || !layout->notify || !layout->isr)
		return message_set(msg, -EPROTO, "there is no usable %s structure",
			!layout->common	  ? "common configuration"
			: !layout->notify ? "notification"
					  : "ISR status");
	msix_off(v->bus, layout);
	v->ops = &pci_ops;
	return 0;
}
