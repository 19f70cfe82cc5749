/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/bus.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct bus_mmio {
	struct bus bus;
	void *page; /* the mapping starts at a page, the window often does not */
	size_t mapped;
	volatile uint8_t *window;
};

static uint32_t mmio_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	(void)space;
	return bus_mapped_read(((struct bus_mmio *)bus)->window + offset, width);
}

static void mmio_write(
	struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	(void)space;
	bus_mapped_write(((struct bus_mmio *)bus)->window + offset, width, value);
}

static void mmio_close(struct bus *bus)
{
	struct bus_mmio *mmio = (struct bus_mmio *)bus;

	munmap(mmio->page, mmio->mapped);
	free(mmio);
}

static const struct bus_ops mmio_bus_ops = {
	.read = mmio_read,
	.write = mmio_write,
	.now_ns = bus_real_now_ns,
	.relax = bus_real_relax,
	.close = mmio_close,
};

/* "  feb00000-feb001ff : LNRO0005:00": the kernel names a platform device's window after it. */
static bool find_window(const char *name, uint64_t *start, uint64_t *size)
{
	FILE *file = fopen("/proc/iomem", "re");
	char line[256], owner[128];
	unsigned long long from, to;
	bool found = false;

	while (file && !found && fgets(line, sizeof(line), file))
		found = sscanf(line, " %llx-%llx : %127[^\n]", &from, &to, owner) == 3 &&
			!strcmp(owner, name) && to > from;
	if (file)
		fclose(file);
	*start = found ? from : 0;
	*size = found ? to - from + 1 : 0;
	return found;
}

static int map_window(struct bus_mmio *mmio, uint64_t start, struct message *msg)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE), skip = start % page;
	int fd = open("/dev/mem", O_RDWR | O_SYNC | O_CLOEXEC);

	if (fd < 0)
		return message_set(msg, -errno, "cannot open /dev/mem: %s", strerror(errno));
	mmio->mapped = (size_t)(skip + mmio->bus.size[BUS_MMIO]);
	mmio->page = mmap(
		NULL, mmio->mapped, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)(start - skip));
	close(fd);
	if (mmio->page == MAP_FAILED)
		return message_set(msg, -errno,
			"cannot map the window at 0x%llx through /dev/mem: %s; a kernel started "
			"with iomem=relaxed allows it",
			(unsigned long long)start, strerror(errno));
	mmio->window = (volatile uint8_t *)mmio->page + skip;
	return 0;
}

struct bus *bus_mmio_open(const char *path, struct message *msg)
{
	struct bus_mmio *mmio = calloc(1, sizeof(*mmio));
	char copy[PATH_MAX];
	uint64_t start;

	if (!mmio)
		return NULL;
	snprintf(copy, sizeof(copy), "%s", path);
	mmio->bus.ops = &mmio_bus_ops;
	if (!find_window(basename(copy), &start, &mmio->bus.size[BUS_MMIO]))
		message_set(msg, -ENODEV, "/proc/iomem shows no window of %s", path);
	else if (map_window(mmio, start, msg) == 0)
		return &mmio->bus;
	free(mmio);
	return NULL;
}
