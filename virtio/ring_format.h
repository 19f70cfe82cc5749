/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_RING_FORMAT_H
#define VIRTIO_RING_FORMAT_H

#include "virtio/ring.h"

/* For checks that hold for both formats and run on each: what a unit's `data` points to. */
extern const bool ring_split, ring_packed;

/* vdev_begin_only() with the format, and the feature where it is not 0. */
void ring_begin(struct vdev *v, bool packed, unsigned feature);

#endif
