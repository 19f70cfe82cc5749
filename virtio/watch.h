/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_WATCH_H
#define VIRTIO_WATCH_H

#include "virtio/ring.h"

/* A copy of memory that a device must leave as it is, and whether it did. */
struct kept {
	const struct dma *dma;
	uint8_t *copy;
};
struct kept watch_keep(struct vdev *v, const struct dma *dma); /* NULL is kept, too */
/* The first byte that is another one, or -1. */
int64_t watch_changed(const struct kept *kept);

/*
 * Watching for what must not happen: begin before what might provoke it, with the signals
 * of before taken (vdev_isr()). watch_end() waits for VDEV_SILENCE_MS and returns NULL if
 * the device neither wrote to the queue nor to `in` (may be NULL) nor signalled, else what
 * it did.
 */
struct watch {
	struct vq *q;
	struct kept desc, device, data;
};
struct watch watch_begin(struct vq *q, const struct dma *in);
const char *watch_end(struct watch *w);
/* The same without signals: a spurious one is no access. */
const char *watch_end_accesses(struct watch *w);

/*
 * Notifies, and waits until the ring shows a used buffer without taking it back: nothing
 * of ours has written to the ring since. Ends the job as `inconclusive` where none comes.
 */
void watch_until_used(struct vq *q);

#endif
