/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_PCI_H
#define TESTS_MODEL_PCI_H

#include "tests/model/model.h"
#include "virtio/pci.h"

#include <string.h>

/* Where things are: BAR 4 holds the structures, BAR 1 the MSI-X table, BAR 2 shared memory. */
enum layout {
	AT_MSIX = 0x40,
	AT_COMMON = 0x50,
	AT_ISR = 0x60,
	AT_DEVICE = 0x70,
	AT_NOTIFY = 0x80,
	AT_ACCESS = 0x98,
	AT_SHM = 0xb0,
	AT_VENDOR = 0xc8,
	AT_SHM_OTHER = 0xd8,
	AT_EXTENDED = 0x100,
	BAR_STRUCTURES = 4,
	BAR_MSIX = 1,
	BAR_SHM = 2,
	IN_COMMON = 0x0000,
	IN_ISR = 0x1000,
	IN_DEVICE = 0x2000,
	IN_NOTIFY = 0x3000,
	STRUCTURES_SIZE = 0x4000,
	MSIX_PBA = 0x800,
	NOTIFY_MULTIPLIER = 4,
};

static inline void put(struct model *m, unsigned at, uint32_t value, unsigned width)
{
	memcpy(m->pci_config + at, &value, width);
}

static inline uint32_t get(const struct model *m, unsigned at, unsigned width)
{
	uint32_t value = 0;

	memcpy(&value, m->pci_config + at, width);
	return value;
}

#endif
