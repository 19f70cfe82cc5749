/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/pci.h"

#include "virtio/ids.h"

#define VENDOR_ID   0x1b36 /* of the vendor data */
#define VENDOR_SIZE 8
#define RICH_SHM    0x2000

static void put_cap(struct model *m, unsigned at, unsigned next, unsigned len, unsigned cfg_type,
	unsigned bar, uint32_t offset, uint32_t length)
{
	put(m, at, PCI_CAP_ID_VNDR, 1);
	put(m, at + 1, next, 1);
	put(m, at + 2, len, 1);
	put(m, at + PCI_CAP_CFG_TYPE, cfg_type, 1);
	put(m, at + PCI_CAP_BAR, bar, 1);
	put(m, at + PCI_CAP_OFFSET, offset, 4);
	put(m, at + PCI_CAP_LENGTH, length, 4);
}

/* A capability that is not there: a type that no driver knows. */
static unsigned type_or(enum fault absent, unsigned cfg_type)
{
	return model_fault(absent) ? 0x40 : cfg_type;
}

static uint32_t shm_length(const struct model *m)
{
	uint32_t length = model_shm_length(m);

	return model_option(m, MODEL_RICH) && !length ? RICH_SHM : length;
}

/* Two regions, so that their ids can be told apart, and data of a vendor. */
static void put_rich_caps(struct model *m)
{
	unsigned size = model_fault(FAULT_PCI_VENDOR_DATA_SIZE) ? VENDOR_SIZE - 1 : VENDOR_SIZE;

	put_cap(m, AT_SHM_OTHER, AT_VENDOR, 24, PCI_CFG_SHARED_MEMORY, BAR_SHM, 0, 0x1000);
	put(m, AT_SHM_OTHER + PCI_CAP_ID, model_shm_id(m) ^ !model_fault(FAULT_PCI_SHM_ID), 1);
	put(m, AT_VENDOR, PCI_CAP_ID_VNDR, 1);
	put(m, AT_VENDOR + 2, size, 1);
	put(m, AT_VENDOR + PCI_CAP_CFG_TYPE, PCI_CFG_VENDOR, 1);
	put(m, AT_VENDOR + 4, model_fault(FAULT_PCI_VENDOR_DATA_ID) ? VIRTIO_PCI_VENDOR : VENDOR_ID,
		2);
}

static void put_notify_cap(struct model *m)
{
	uint32_t length = NOTIFY_MULTIPLIER * m->class->queues, multiplier = NOTIFY_MULTIPLIER;
	uint32_t offset = IN_NOTIFY;

	if (model_fault(FAULT_PCI_NOTIFY_SHORT))
		length = 1;
	if (model_fault(FAULT_PCI_NOTIFY_DATA_SHORT))
		length = 2;
	if (model_fault(FAULT_PCI_NOTIFY_NO_ROOM) || model_fault(FAULT_PCI_NOTIFY_ONE_QUEUE) ||
		model_fault(FAULT_PCI_NOTIFY_DATA_NO_ROOM) ||
		model_fault(FAULT_PCI_NOTIFY_DATA_ONE_QUEUE))
		length = NOTIFY_MULTIPLIER;
	if (model_fault(FAULT_PCI_NOTIFY_MULTIPLIER))
		multiplier = 3;
	if (model_fault(FAULT_PCI_NOTIFY_DATA_MULTIPLIER))
		multiplier = 2;
	offset += model_fault(FAULT_PCI_NOTIFY_ODD);
	offset += model_fault(FAULT_PCI_NOTIFY_DATA_ODD) ? 2 : 0;
	put_cap(m, AT_NOTIFY, AT_ACCESS, model_fault(FAULT_PCI_CAP_LEN) ? 16 : 20,
		type_or(FAULT_PCI_NO_NOTIFY, PCI_CFG_NOTIFY), BAR_STRUCTURES, offset, length);
	put(m, AT_NOTIFY + PCI_CAP_EXTRA, multiplier, 4);
}

static unsigned after_access(const struct model *m)
{
	if (model_fault(FAULT_PCI_LIST_LOOPS))
		return AT_COMMON;
	if (model_fault(FAULT_PCI_LIST_IN_HEADER))
		return PCI_SUBSYSTEM_ID;
	return shm_length(m) ? AT_SHM : 0;
}

static void put_caps(struct model *m)
{
	const struct model_class *class = m->class;
	unsigned vectors = model_fault(FAULT_MSIX_ONE) ? 1 : MODEL_MSIX_VECTORS;
	uint32_t shm = shm_length(m);

	put(m, AT_MSIX, PCI_CAP_ID_MSIX | AT_COMMON << 8, 2);
	put(m, AT_MSIX + PCI_MSIX_FLAGS, vectors - 1, 2);
	put(m, AT_MSIX + PCI_MSIX_TABLE, BAR_MSIX, 4);
	put(m, AT_MSIX + PCI_MSIX_PBA, BAR_MSIX | MSIX_PBA, 4);
	put_cap(m, AT_COMMON, AT_ISR, 16, type_or(FAULT_PCI_NO_COMMON, PCI_CFG_COMMON),
		BAR_STRUCTURES, IN_COMMON + (model_fault(FAULT_PCI_COMMON_UNALIGNED) ? 2 : 0), 64);
	put_cap(m, AT_ISR, class->config_size ? AT_DEVICE : AT_NOTIFY, 16,
		type_or(FAULT_PCI_NO_ISR, PCI_CFG_ISR), BAR_STRUCTURES, IN_ISR, 1);
	put_cap(m, AT_DEVICE, AT_NOTIFY, 16, type_or(FAULT_PCI_NO_DEVICE, PCI_CFG_DEVICE),
		BAR_STRUCTURES, IN_DEVICE + (model_fault(FAULT_PCI_DEVICE_UNALIGNED) ? 2 : 0),
		class->config_size);
	put_notify_cap(m);
	put_cap(m, AT_ACCESS, after_access(m), 20, type_or(FAULT_PCI_NO_WINDOW, PCI_CFG_ACCESS), 0,
		0, 0);
	put_cap(m, AT_SHM, model_option(m, MODEL_RICH) ? AT_SHM_OTHER : 0, 24,
		PCI_CFG_SHARED_MEMORY,
		model_fault(FAULT_PCI_SHM_CONTROL) ? BAR_STRUCTURES : BAR_SHM, 0,
		model_fault(FAULT_PCI_SHM_OUTSIDE) ? shm + 0x1000 : shm);
	put(m, AT_SHM + PCI_CAP_ID, model_shm_id(m), 1);
	if (model_option(m, MODEL_RICH))
		put_rich_caps(m);
}

static void put_ids(struct model *m)
{
	unsigned device = VIRTIO_PCI_DEVICE_BASE + m->class->type;

	if (model_fault(FAULT_PCI_DEVICE))
		device = VIRTIO_PCI_DEVICE_BASE;
	if (model_fault(FAULT_PCI_DEVICE_RANGE))
		device = VIRTIO_PCI_TRANSITIONAL + 1;
	put(m, PCI_VENDOR_ID, VIRTIO_PCI_VENDOR + model_fault(FAULT_PCI_VENDOR), 2);
	put(m, PCI_DEVICE_ID, device, 2);
	put(m, PCI_REVISION_ID, !model_fault(FAULT_PCI_REVISION), 1);
	/* 5.7.7: DISPLAY_OTHER, as there is no VGA; wrong: that of a 3D controller. */
	if (m->class->type == VIRTIO_TYPE_GPU)
		put(m, PCI_CLASS_DEVICE, model_fault(FAULT_GPU_PCI_CLASS) ? 0x0302 : 0x0380, 2);
	put(m, PCI_SUBSYSTEM_VENDOR_ID, VIRTIO_PCI_VENDOR, 2);
	put(m, PCI_SUBSYSTEM_ID, model_fault(FAULT_PCI_SUBSYSTEM) ? 2 : 0x1100, 2);
}

void model_pci_init(struct model *m)
{
	put_ids(m);
	put(m, PCI_STATUS, PCI_STATUS_CAP_LIST, 2);
	put(m, PCI_CAPABILITY_LIST, AT_MSIX, 1);
	put(m, PCI_INTERRUPT_PIN, 1, 1);
	put_caps(m);
	if (model_option(m, MODEL_RICH))
		put(m, AT_EXTENDED, PCI_EXT_CAP_ID_SRIOV | 1 << 16, 4);
	m->bus.size[BUS_CONFIG] = sizeof(m->pci_config);
	m->bus.size[BAR_STRUCTURES] = STRUCTURES_SIZE;
	m->bus.size[BAR_MSIX] = 0x1000;
	m->bus.size[BAR_SHM] = shm_length(m);
}
