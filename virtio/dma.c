/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/dma.h"

#include <stdlib.h>
#include <string.h>

#define EXTENTS_MAX 64
#define BUFFERS_MAX 8192
#define GUARD	    64 /* bytes before and behind each buffer */
#define GUARD_BYTE  0xa5

/* Memory whose addresses are contiguous for the device. */
struct extent {
	uint8_t *bytes;
	uint64_t addr;
	size_t size, used;
};

static struct extent extents[EXTENTS_MAX];
static size_t extent_count;
static struct dma buffers[BUFFERS_MAX];
static size_t buffer_count;

int dma_pool_add(void *bytes, uint64_t addr, size_t size)
{
	struct extent *last = extent_count ? &extents[extent_count - 1] : NULL;

	if (last && last->bytes + last->size == bytes && last->addr + last->size == addr) {
		last->size += size;
		return 0;
	}
	if (extent_count == EXTENTS_MAX)
		return -1;
	extents[extent_count++] = (struct extent){bytes, addr, size, 0};
	return 0;
}

void dma_pool_reset(void)
{
	for (size_t i = 0; i < extent_count; i++)
		extents[i].used = 0;
	buffer_count = 0;
}

/* Where in the extent a buffer would start, or SIZE_MAX. */
static size_t place(const struct extent *extent, uint32_t size, uint32_t align)
{
	uint64_t addr = (extent->addr + extent->used + GUARD + align - 1) & ~(uint64_t)(align - 1);
	size_t at = (size_t)(addr - extent->addr);

	if (at > extent->size || extent->size - at < (size_t)size + GUARD)
		return SIZE_MAX;
	return at;
}

struct dma *dma_new_aligned(struct vdev *v, uint32_t size, uint32_t align)
{
	for (size_t i = 0; i < extent_count && buffer_count < BUFFERS_MAX; i++) {
		struct extent *extent = &extents[i];
		size_t at = place(extent, size, align);
		struct dma *dma = &buffers[buffer_count];

		if (at == SIZE_MAX)
			continue;
		*dma = (struct dma){extent->bytes + at, extent->addr + at, size};
		memset(dma->bytes - GUARD, GUARD_BYTE, GUARD);
		memset(dma->bytes, 0, size);
		memset(dma->bytes + size, GUARD_BYTE, GUARD);
		extent->used = at + size + GUARD;
		buffer_count++;
		return dma;
	}
	skipped(v->job, "%u bytes of contiguous memory for the device are not to be had", size);
	job_stop(v->job);
}

struct dma *dma_new(struct vdev *v, uint32_t size)
{
	return dma_new_aligned(v, size, 16);
}

size_t dma_room(void)
{
	size_t most = 0;

	for (size_t i = 0; i < extent_count; i++) {
		size_t left = extents[i].size - extents[i].used;

		most = left > most ? left : most;
	}
	return most > 4096 ? most - 4096 : 0; /* guards, and the alignment of what comes first */
}

struct seg device_reads_part(const struct dma *dma, uint32_t offset, uint32_t len)
{
	return (struct seg){dma->addr + offset, len, false};
}

struct seg device_writes_part(const struct dma *dma, uint32_t offset, uint32_t len)
{
	return (struct seg){dma->addr + offset, len, true};
}

struct seg device_reads(const struct dma *dma)
{
	return device_reads_part(dma, 0, dma->size);
}

struct seg device_writes(const struct dma *dma)
{
	return device_writes_part(dma, 0, dma->size);
}

/* The first byte of a guard that is no longer what it was, or GUARD. */
static unsigned broken_at(const uint8_t *guard)
{
	unsigned i = 0;

	while (i < GUARD && guard[i] == GUARD_BYTE)
		i++;
	return i;
}

bool dma_intact(struct message *what)
{
	for (size_t i = 0; i < buffer_count; i++) {
		const struct dma *dma = &buffers[i];
		unsigned before = broken_at(dma->bytes - GUARD);
		unsigned behind = broken_at(dma->bytes + dma->size);

		if (before < GUARD || behind < GUARD) {
			message_set(what, -1, "the device wrote %u bytes %s a buffer of %u bytes",
				before < GUARD ? GUARD - before : behind + 1,
				before < GUARD ? "before" : "behind", dma->size);
			return false;
		}
	}
	return true;
}

void *dma_at(uint64_t addr, uint64_t len)
{
	for (size_t i = 0; i < extent_count; i++) {
		const struct extent *extent = &extents[i];

		if (addr >= extent->addr && len <= extent->size &&
			addr - extent->addr <= extent->size - len)
			return extent->bytes + (addr - extent->addr);
	}
	return NULL;
}

bool bytes_all(const uint8_t *bytes, size_t size, uint8_t value)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != value)
			return false;
	return true;
}
