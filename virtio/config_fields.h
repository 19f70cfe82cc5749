/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_CONFIG_FIELDS_H
#define VIRTIO_CONFIG_FIELDS_H

#include "virtio/device.h"

/* The fields of the device configuration spaces (VIRTIO 1.4, 5.x.4), for checks of any device. */
#define CONFIG_ALWAYS (-1)

struct config_field {
	unsigned type;
	int feature; /* or CONFIG_ALWAYS */
	uint16_t offset, width;
	const char *name;
	bool moves; /* may change by itself, or by what is negotiated */
};

/* The n-th field that the device says it has, or NULL. */
const struct config_field *config_field(const struct vdev *v, unsigned n);
/* Its value, read in accesses of its own width; 64 bits in two halves. */
uint64_t config_field_read(struct vdev *v, const struct config_field *field);

#endif
