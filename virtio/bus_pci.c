/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/bus.h"

#include "core/sysfs.h"
#include "virtio/pci.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct bus_pci {
	struct bus bus;
	int config;
	volatile uint8_t *bar[6];
};

static uint32_t read_config(struct bus_pci *pci, uint64_t offset, unsigned width)
{
	uint32_t value = UINT32_MAX >> (32 - 8 * width);

	if (pread(pci->config, &value, width, (off_t)offset) != (ssize_t)width)
		pci->bus.strays++;
	return value;
}

static uint32_t pci_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	struct bus_pci *pci = (struct bus_pci *)bus;

	if (space == BUS_CONFIG)
		return read_config(pci, offset, width);
	return bus_mapped_read(pci->bar[space] + offset, width);
}

static void pci_write(
	struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	struct bus_pci *pci = (struct bus_pci *)bus;

	if (space != BUS_CONFIG)
		bus_mapped_write(pci->bar[space] + offset, width, value);
	else if (pwrite(pci->config, &value, width, (off_t)offset) != (ssize_t)width)
		pci->bus.strays++;
}

static void pci_close(struct bus *bus)
{
	struct bus_pci *pci = (struct bus_pci *)bus;

	for (unsigned i = 0; i < 6; i++)
		if (pci->bar[i])
			munmap((void *)pci->bar[i], bus->size[i]);
	close(pci->config);
	free(pci);
}

static const struct bus_ops pci_bus_ops = {
	.read = pci_read,
	.write = pci_write,
	.now_ns = bus_real_now_ns,
	.relax = bus_real_relax,
	.close = pci_close,
};

/* resourceN can be mapped where the BAR is memory; an I/O BAR stays unmapped (size 0). */
static void map_bar(struct bus_pci *pci, const char *path, unsigned i)
{
	char file[PATH_MAX];
	struct stat st;
	void *at;
	int fd;

	snprintf(file, sizeof(file), "%s/resource%u", path, i);
	fd = open(file, O_RDWR | O_SYNC | O_CLOEXEC);
	if (fd < 0)
		return;
	at = fstat(fd, &st)
		     ? MAP_FAILED
		     : mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return;
	pci->bar[i] = at;
	pci->bus.size[i] = (uint64_t)st.st_size;
}

/*
 * The unbound driver has switched the function off. Memory decoding and bus mastering
 * on, INTx masked: nobody handles it, and the ISR byte shows what would have been
 * signalled (PCI 3.0, 6.2.2 Device Control).
 */
static void switch_on(struct bus *bus)
{
	uint32_t command = bus_read(bus, BUS_CONFIG, PCI_COMMAND, 2);

	bus_write(bus, BUS_CONFIG, PCI_COMMAND, 2,
		command | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER | PCI_COMMAND_INTX_DISABLE);
}

struct bus *bus_pci_open(const char *path, struct message *msg)
{
	struct bus_pci *pci = calloc(1, sizeof(*pci));
	char file[PATH_MAX];
	struct stat st;

	snprintf(file, sizeof(file), "%s/config", path);
	if (!pci)
		return NULL;
	pci->bus.ops = &pci_bus_ops;
	pci->config = open(file, O_RDWR | O_CLOEXEC);
	if (pci->config < 0 || fstat(pci->config, &st)) {
		message_set(msg, -errno, "cannot open %s: %s", file, strerror(errno));
		free(pci);
		return NULL;
	}
	pci->bus.size[BUS_CONFIG] = (uint64_t)st.st_size;
	for (unsigned i = 0; i < 6; i++)
		map_bar(pci, path, i);
	switch_on(&pci->bus);
	return &pci->bus;
}
