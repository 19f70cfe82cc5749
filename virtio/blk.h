/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_BLK_H
#define VIRTIO_BLK_H

#include "virtio/ring.h"

/* Block device (VIRTIO 1.4, 5.2). */
#define BLK_SECTOR 512

enum blk_feature {
	BLK_F_SIZE_MAX = 1,
	BLK_F_SEG_MAX = 2,
	BLK_F_GEOMETRY = 4,
	BLK_F_RO = 5,
	BLK_F_BLK_SIZE = 6,
	BLK_F_FLUSH = 9,
	BLK_F_TOPOLOGY = 10,
	BLK_F_CONFIG_WCE = 11,
	BLK_F_MQ = 12,
	BLK_F_DISCARD = 13,
	BLK_F_WRITE_ZEROES = 14,
	BLK_F_LIFETIME = 15,
	BLK_F_SECURE_ERASE = 16,
	BLK_F_ZONED = 17,
};

enum blk_config { /* offsets */
	BLK_CONFIG_CAPACITY = 0,
	BLK_CONFIG_SIZE_MAX = 8,
	BLK_CONFIG_SEG_MAX = 12,
	BLK_CONFIG_GEOMETRY = 16,
	BLK_CONFIG_BLK_SIZE = 20,
	BLK_CONFIG_TOPOLOGY = 24,
	BLK_CONFIG_WRITEBACK = 32,
	BLK_CONFIG_UNUSED0 = 33,
	BLK_CONFIG_NUM_QUEUES = 34,
	BLK_CONFIG_MAX_DISCARD_SECTORS = 36,
	BLK_CONFIG_MAX_DISCARD_SEG = 40,
	BLK_CONFIG_DISCARD_ALIGNMENT = 44,
	BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS = 48,
	BLK_CONFIG_MAX_WRITE_ZEROES_SEG = 52,
	BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP = 56,
	BLK_CONFIG_UNUSED1 = 57,
	BLK_CONFIG_MAX_SECURE_ERASE_SECTORS = 60,
	BLK_CONFIG_MAX_SECURE_ERASE_SEG = 64,
	BLK_CONFIG_SECURE_ERASE_ALIGNMENT = 68,
	BLK_CONFIG_ZONED = 72,
};

enum blk_type {
	BLK_T_IN = 0,
	BLK_T_OUT = 1,
	BLK_T_FLUSH = 4,
	BLK_T_GET_ID = 8,
	BLK_T_GET_LIFETIME = 10,
	BLK_T_DISCARD = 11,
	BLK_T_WRITE_ZEROES = 13,
	BLK_T_SECURE_ERASE = 14,
};

enum blk_status { BLK_S_OK = 0, BLK_S_IOERR = 1, BLK_S_UNSUPP = 2 };

struct blk_header {
	uint32_t type, reserved;
	uint64_t sector;
};

/* One request: header, data in either direction (may be NULL), status. */
struct blk_request {
	struct dma *header, *data, *status;
	bool data_in; /* the device writes the data */
};

/* The status byte starts as one that no device reports. */
#define BLK_S_NONE 0xff

struct blk_request blk_new(struct vdev *v, uint32_t type, uint64_t sector, uint32_t data_size);
unsigned blk_segs(const struct blk_request *r, struct seg segs[3]);
/* Makes the request and returns its status; ends the job where no answer comes. */
uint8_t blk_do(struct vq *q, struct blk_request *r, uint32_t *used_len);
/* Sectors, from the configuration space. */
uint64_t blk_capacity(struct vdev *v);
const char *blk_status_word(uint8_t status);

#endif
