/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_PCI_H
#define VIRTIO_PCI_H

#include "virtio/device.h"

#include <linux/pci_regs.h>

/* Virtio over PCI (VIRTIO 1.4, 4.1). */
#define VIRTIO_PCI_VENDOR	0x1af4
#define VIRTIO_PCI_DEVICE_BASE	0x1040 /* plus the device type */
#define VIRTIO_PCI_TRANSITIONAL 0x1000 /* to 0x103f; the type stands in the subsystem id */

enum pci_cfg_type {
	PCI_CFG_COMMON = 1,
	PCI_CFG_NOTIFY = 2,
	PCI_CFG_ISR = 3,
	PCI_CFG_DEVICE = 4,
	PCI_CFG_ACCESS = 5, /* VIRTIO_PCI_CAP_PCI_CFG: the window in configuration space */
	PCI_CFG_SHARED_MEMORY = 8,
	PCI_CFG_VENDOR = 9,
};

/* Within a virtio capability, from its first byte. */
enum pci_cap_offset {
	PCI_CAP_CFG_TYPE = 3,
	PCI_CAP_BAR = 4,
	PCI_CAP_ID = 5,
	PCI_CAP_OFFSET = 8,
	PCI_CAP_LENGTH = 12,
	PCI_CAP_EXTRA = 16, /* notify_off_multiplier, pci_cfg_data, offset_hi */
	PCI_CAP_LENGTH_HI = 20,
};

/* The common configuration structure. */
enum pci_common {
	COMMON_DEVICE_FEATURE_SELECT = 0,
	COMMON_DEVICE_FEATURE = 4,
	COMMON_DRIVER_FEATURE_SELECT = 8,
	COMMON_DRIVER_FEATURE = 12,
	COMMON_CONFIG_MSIX_VECTOR = 16,
	COMMON_NUM_QUEUES = 18,
	COMMON_STATUS = 20,
	COMMON_GENERATION = 21,
	COMMON_QUEUE_SELECT = 22,
	COMMON_QUEUE_SIZE = 24,
	COMMON_QUEUE_MSIX_VECTOR = 26,
	COMMON_QUEUE_ENABLE = 28,
	COMMON_QUEUE_NOTIFY_OFF = 30,
	COMMON_QUEUE_DESC = 32,
	COMMON_QUEUE_DRIVER = 40,
	COMMON_QUEUE_DEVICE = 48,
	COMMON_MINIMUM = 56, /* what VIRTIO 1.0 has */
	COMMON_QUEUE_NOTIF_CONFIG_DATA = 56,
	COMMON_QUEUE_RESET = 58,
	COMMON_ADMIN_QUEUE_INDEX = 60,
	COMMON_ADMIN_QUEUE_NUM = 62,
};

#define PCI_NO_VECTOR 0xffff
#define PCI_CAPS_MAX  48 /* as many as 192 bytes of list can hold */

struct pci_cap {
	unsigned at;	   /* offset in configuration space */
	unsigned cap_id;   /* PCI capability id: PCI_CAP_ID_VNDR for virtio's own */
	unsigned cap_len;  /* virtio's own only, as are those below */
	unsigned cfg_type; /* enum pci_cfg_type, or a reserved value */
	unsigned bar, id;
	uint64_t offset, length;
	uint32_t extra; /* notify_off_multiplier */
};

/* The capability list, in its order. */
struct pci_layout {
	struct pci_cap caps[PCI_CAPS_MAX];
	unsigned count;
	char lie[160]; /* what is wrong with the list itself; "" if nothing is */
	/* The structures in use: the first of each kind that can be mapped; NULL: none. */
	const struct pci_cap *common, *notify, *isr, *device;
};

/* Walks the list: at most PCI_CAPS_MAX steps, whatever it points to. */
void pci_read_layout(struct bus *bus, struct pci_layout *layout);
/* The n-th capability of a type, or NULL. */
const struct pci_cap *pci_find_cap(const struct pci_layout *layout, unsigned cfg_type, unsigned n);
const struct pci_layout *pci_layout(const struct vdev *v);
/* The device type that the PCI ids tell; 0: no virtio device. */
unsigned pci_device_type(struct bus *bus);

/* For checks of the registers: one access of the common structure. */
uint32_t pci_common_read(struct vdev *v, unsigned offset, unsigned width);
void pci_common_write(struct vdev *v, unsigned offset, unsigned width, uint32_t value);
void pci_select_queue(struct vdev *v, unsigned queue);
/* Bytes of the common structure, as the capability tells. */
uint64_t pci_common_size(const struct vdev *v);

extern const struct vdev_ops pci_ops;
/* Fills `v` from its bus; -EPROTO with `msg` where the device lacks what it must have. */
int pci_attach(struct vdev *v, struct message *msg);

#endif
