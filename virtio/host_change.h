/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_HOST_CHANGE_H
#define VIRTIO_HOST_CHANGE_H

#include "virtio/config_fields.h"

/*
 * Has the host change a field of the device's configuration, and undoes it at the end.
 * The ways are those of balloons: a new target, which no device of ours follows.
 */
struct host_change {
	const struct config_field *field;
	uint64_t before;
};

/* For units of `wire_balloons`; call before the change. */
struct host_change host_change_prepare(struct vdev *v);
/* Ends the job as `inconclusive` where the host does not do it. */
void host_change_make(struct vdev *v, const struct host_change *change);
void host_change_undo(struct vdev *v);

#endif
