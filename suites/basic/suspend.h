/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BASIC_SUSPEND_H
#define SUITES_BASIC_SUSPEND_H

#include "virtio/exercise.h"

/* Device suspend (VIRTIO 1.4, 3.4): the steps that its checks share. */

/* A device that is at work with VIRTIO_F_SUSPEND; ends the job where it is not offered. */
struct vq *suspend_start(struct vdev *v, struct exercise *e);
/* Sets SUSPEND and waits; ends the job as `inconclusive` where the device does not suspend. */
void suspend_device(struct vdev *v);
void suspend_resume(struct vdev *v);
/* Whether the status becomes suspended (running), or DEVICE_NEEDS_RESET, in time. */
bool suspend_try(struct vdev *v);
bool suspend_try_resume(struct vdev *v);

#endif
