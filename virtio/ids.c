/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ids.h"

#include <stdio.h>

const char *virtio_class(unsigned type)
{
	static const char *const names[] = {
		[VIRTIO_TYPE_NET] = "net",
		[VIRTIO_TYPE_BLOCK] = "block",
		[VIRTIO_TYPE_CONSOLE] = "console",
		[VIRTIO_TYPE_ENTROPY] = "entropy",
		[VIRTIO_TYPE_BALLOON] = "balloon",
		[VIRTIO_TYPE_SCSI] = "scsi",
		[VIRTIO_TYPE_GPU] = "gpu",
		[VIRTIO_TYPE_RTC] = "rtc",
		[VIRTIO_TYPE_INPUT] = "input",
		[VIRTIO_TYPE_VSOCK] = "vsock",
		[VIRTIO_TYPE_CRYPTO] = "crypto",
		[VIRTIO_TYPE_IOMMU] = "iommu",
		[VIRTIO_TYPE_MEM] = "mem",
		[VIRTIO_TYPE_SOUND] = "sound",
		[VIRTIO_TYPE_FS] = "fs",
		[VIRTIO_TYPE_PMEM] = "pmem",
		[VIRTIO_TYPE_RPMB] = "rpmb",
		[VIRTIO_TYPE_SCMI] = "scmi",
		[VIRTIO_TYPE_I2C] = "i2c",
		[VIRTIO_TYPE_CAN] = "can",
		[VIRTIO_TYPE_GPIO] = "gpio",
		[VIRTIO_TYPE_SPI] = "spi",
		[VIRTIO_TYPE_MEDIA] = "media",
	};
	static char unknown[16];

	if (type < sizeof(names) / sizeof(*names) && names[type])
		return names[type];
	snprintf(unknown, sizeof(unknown), "type%u", type);
	return unknown;
}
