/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_DMA_H
#define VIRTIO_DMA_H

#include "core/message.h"
#include "virtio/device.h"

#include <stddef.h>

/*
 * Memory that devices read and write. The pool is set up once, by the process that
 * outlives all checks, and shared with them: when a check dies, its buffers stay ours
 * until the device has been reset. Every buffer is physically contiguous and lies
 * between canaries, which are looked at after each operation and at a check's end.
 */
struct dma {
	uint8_t *bytes;
	uint64_t addr; /* what a device calls it */
	uint32_t size;
};

/* One element of a buffer, as rings take them. */
struct seg {
	uint64_t addr;
	uint32_t len;
	bool device_writes;
};

/* An eighth of the memory, at most 64 MiB. Returns 0 or -errno with the reason in `msg`. */
int dma_pool_setup(struct message *msg);
/* A run of memory with contiguous addresses joins the pool; for dma_pool_setup() and tests. */
int dma_pool_add(void *bytes, uint64_t addr, size_t size);
/* Forgets every buffer, as each check starts with all of the pool. */
void dma_pool_reset(void);

/* Zeroed, aligned to `align` (a power of two); ends the job where the pool has no room. */
struct dma *dma_new_aligned(struct vdev *v, uint32_t size, uint32_t align);
struct dma *dma_new(struct vdev *v, uint32_t size); /* aligned to 16 bytes */
/* The largest buffer that dma_new() can still give. */
size_t dma_room(void);

struct seg device_reads(const struct dma *dma);
struct seg device_writes(const struct dma *dma);
struct seg device_reads_part(const struct dma *dma, uint32_t offset, uint32_t len);
struct seg device_writes_part(const struct dma *dma, uint32_t offset, uint32_t len);

/* True if every one of the bytes is `value`. */
bool bytes_all(const uint8_t *bytes, size_t size, uint8_t value);
/* False if a device wrote outside of its buffers; `what` says where. */
bool dma_intact(struct message *what);
/* Our memory at a device's address, or NULL where not all of it is ours: for model devices. */
void *dma_at(uint64_t addr, uint64_t len);

#endif
