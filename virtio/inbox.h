/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_INBOX_H
#define VIRTIO_INBOX_H

#include "virtio/ring.h"

/* A queue that the driver keeps filled with buffers, and that the device writes to at will. */
#define INBOX_MAX 64

struct inbox {
	struct vq *q;
	unsigned count;
	struct dma *buffers[INBOX_MAX];
	unsigned of_id[VQ_SIZE_MAX]; /* which buffer a descriptor id stands for */
};

struct inbox_item {
	struct dma *buffer;
	uint32_t len; /* bytes that the device wrote */
};

/* Gives the device `count` more buffers of `size` bytes each, as many as there is room for. */
void inbox_fill(struct inbox *in, unsigned count, uint32_t size);
/* Waits for one, `ms` at most; its buffer is not given again. */
bool inbox_wait(struct inbox *in, unsigned ms, struct inbox_item *item);
/* Gives the buffer again. */
void inbox_again(struct inbox *in, const struct inbox_item *item);

#endif
