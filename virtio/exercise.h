/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_EXERCISE_H
#define VIRTIO_EXERCISE_H

#include "virtio/ring.h"

/*
 * A request that every device of a type answers by itself and that changes nothing:
 * what lets the checks of rings and transports run on whatever device was claimed.
 */
struct exercise {
	struct vdev *v;
	unsigned queue;
	struct dma *out, *in; /* device-readable, device-writable; NULL: none */
	const struct exercise_type *type;
};

/*
 * Makes the request for the device; call between vdev_begin() and vdev_live(). Ends the
 * job as `skipped` where no such request is known for the type.
 */
struct exercise exercise_of(struct vdev *v);
/* The same with its queue, and the device live: a device that is at work in two lines. */
struct vq *exercise_start(struct vdev *v, struct exercise *e);
/* Its elements, `out` and `in` each cut into pieces of at most `piece` bytes (0: not cut). */
unsigned exercise_segs(const struct exercise *e, uint32_t piece, struct seg segs[VQ_SEGS_MAX]);
/* Forgets the last answer, so that the same request can be made again. */
void exercise_again(struct exercise *e);
/* NULL if the answer of `len` bytes is right, else what is wrong with it. */
const char *exercise_wrong(const struct exercise *e, uint32_t len);
/* Makes the request once and checks the answer; ends the job as `inconclusive` otherwise. */
void exercise_once(struct exercise *e, struct vq *q);

/*
 * The same for checks of silence, before anything else: a device that never answers keeps
 * still for another reason. Signals are wanted as they were.
 */
void exercise_prove(struct exercise *e, struct vq *q);

#endif
