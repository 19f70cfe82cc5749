/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_IDS_H
#define VIRTIO_IDS_H

/* Device types (VIRTIO 1.4, clause 5 "Device Types"). */
enum virtio_type {
	VIRTIO_TYPE_NET = 1,
	VIRTIO_TYPE_BLOCK = 2,
	VIRTIO_TYPE_CONSOLE = 3,
	VIRTIO_TYPE_ENTROPY = 4,
	VIRTIO_TYPE_BALLOON = 5,
	VIRTIO_TYPE_SCSI = 8,
	VIRTIO_TYPE_GPU = 16,
	VIRTIO_TYPE_RTC = 17,
	VIRTIO_TYPE_INPUT = 18,
	VIRTIO_TYPE_VSOCK = 19,
	VIRTIO_TYPE_CRYPTO = 20,
	VIRTIO_TYPE_IOMMU = 23,
	VIRTIO_TYPE_MEM = 24,
	VIRTIO_TYPE_SOUND = 25,
	VIRTIO_TYPE_FS = 26,
	VIRTIO_TYPE_PMEM = 27,
	VIRTIO_TYPE_RPMB = 28,
	VIRTIO_TYPE_SCMI = 32,
	VIRTIO_TYPE_I2C = 34,
	VIRTIO_TYPE_CAN = 36,
	VIRTIO_TYPE_GPIO = 41,
	VIRTIO_TYPE_SPI = 45,
	VIRTIO_TYPE_MEDIA = 48,
};

/* The class name that ids use ("block" in "virtio.block[0]"); "type<n>" for an unknown one. */
const char *virtio_class(unsigned type);

#endif
