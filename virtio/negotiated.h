/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_NEGOTIATED_H
#define VIRTIO_NEGOTIATED_H

#include "virtio/feature_names.h"
#include "virtio/status.h"

#include <stdbool.h>

/*
 * A device as the kernel's driver left it. `features` of sysfs is what device and driver
 * agreed on (drivers/virtio/virtio.c, features_show()), never what the device offers.
 */
struct virtio_negotiated {
	unsigned type, vendor, status;
	char name[32];			    /* "virtio1", as the kernel numbers it */
	char driver[64];		    /* "": none is bound */
	char bits[VIRTIO_FEATURE_BITS + 1]; /* '0' and '1', bit 0 first; 64 or 128 of them */
};

/* `path`: /sys/bus/virtio/devices/virtioN. */
void virtio_negotiated_read(struct virtio_negotiated *device, const char *path);
bool virtio_negotiated_has(const struct virtio_negotiated *device, unsigned bit);

/* "pci", "mmio", "ccw", else the bus's own name; where the device sits on it in `where`. */
const char *virtio_transport(const char *path, char *where, size_t size);

#endif
