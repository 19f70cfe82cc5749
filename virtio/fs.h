/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_FS_H
#define VIRTIO_FS_H

/* File system device (VIRTIO 1.4, 5.11). */
enum fs_config { FS_CONFIG_TAG = 0, FS_CONFIG_QUEUES = 36, FS_CONFIG_END = 44 };

#define FS_SHM_DAX 0

#endif
