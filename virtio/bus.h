/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_BUS_H
#define VIRTIO_BUS_H

#include "core/message.h"

#include <stdint.h>

/*
 * Raw access to one device's registers: what a transport stands on. The real ones map
 * sysfs resources and /dev/mem; the tests put a model device in their place, so that
 * the transports themselves, too, are run against devices that lie.
 */
enum bus_space {
	BUS_BAR0 = 0,	/* to BUS_BAR0 + 5: memory behind a PCI base address register */
	BUS_CONFIG = 6, /* PCI configuration space */
	BUS_MMIO = 7,	/* the register window of virtio-mmio */
	BUS_SPACES,
};

struct bus;

struct bus_ops {
	uint32_t (*read)(struct bus *bus, unsigned space, uint64_t offset, unsigned width);
	void (*write)(
		struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value);
	uint64_t (*now_ns)(struct bus *bus);
	void (*relax)(struct bus *bus); /* lets the device get on; called while polling */
	void (*close)(struct bus *bus);
};

struct bus {
	const struct bus_ops *ops;
	uint64_t size[BUS_SPACES]; /* in bytes; 0: there is nothing to access */
	uint64_t strays;	   /* accesses refused because they lay outside of `size` */
};

/* `width` is 1, 2 or 4. An access outside of its space is counted, not made: reads as all ones. */
uint32_t bus_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width);
void bus_write(struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value);

/* `path`: the device's directory in sysfs. NULL with `msg` filled where it cannot be mapped. */
struct bus *bus_pci_open(const char *path, struct message *msg);
struct bus *bus_mmio_open(const char *path, struct message *msg);

/* For both real buses. */
uint64_t bus_real_now_ns(struct bus *bus);
void bus_real_relax(struct bus *bus);
uint32_t bus_mapped_read(volatile void *at, unsigned width);
void bus_mapped_write(volatile void *at, unsigned width, uint32_t value);

#endif
