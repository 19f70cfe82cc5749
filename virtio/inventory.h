/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_INVENTORY_H
#define VIRTIO_INVENTORY_H

#include "core/unit.h"

/*
 * Devices as the kernel shows them. A virtio device has the same id in every set:
 * "virtio.<class>[i]", counted in the order of the kernel's virtioN numbers; others
 * are named after the kernel ("block.nvme0n1", "sound.card1").
 */
extern const struct device_set virtio_devices;	   /* path: /sys/bus/virtio/devices/virtioN */
extern const struct device_set block_devices;	   /* whole disks; path: /dev/vda */
extern const struct device_set sound_cards;	   /* path: /sys/class/sound/card0 */
extern const struct device_set shared_filesystems; /* path: /sys/fs/virtiofs/0 */
extern const struct device_set gpu_cards;	   /* path: /dev/dri/card0 */
/* Nodes: a device may have several, so each is "v4l2.video[N]" by its own number. */
extern const struct device_set v4l2_devices; /* path: /dev/video0 */

/* Puts the id of the virtio device at that sysfs directory into `id`; false if it is none. */
bool virtio_id_of(const char *sysfs_device, char *id, size_t size);
/* The virtioN directories in numeric order, as `path` of each; ids set. */
size_t virtio_find_all(struct device *devices, size_t max);

#endif
