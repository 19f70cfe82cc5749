/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_STATUS_H
#define VIRTIO_STATUS_H

/* Device status (VIRTIO 1.4, 2.1). */
enum virtio_status {
	STATUS_ACKNOWLEDGE = 1,
	STATUS_DRIVER = 2,
	STATUS_DRIVER_OK = 4,
	STATUS_FEATURES_OK = 8,
	STATUS_SUSPEND = 16,
	STATUS_NEEDS_RESET = 64,
	STATUS_FAILED = 128,
};

#endif
