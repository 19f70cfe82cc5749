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
	BLK_CONFIG_ZONE_SECTORS =
		72, /* to BLK_CONFIG_END: struct virtio_blk_zoned_characteristics */
	BLK_CONFIG_MAX_OPEN_ZONES = 76,
	BLK_CONFIG_MAX_ACTIVE_ZONES = 80,
	BLK_CONFIG_MAX_APPEND_SECTORS = 84,
	BLK_CONFIG_WRITE_GRANULARITY = 88, /* bytes */
	BLK_CONFIG_ZONED_MODEL = 92,
	BLK_CONFIG_UNUSED2 = 93,
	BLK_CONFIG_END = 96,
};

enum blk_zoned_model { BLK_Z_NONE = 0, BLK_Z_HM = 1, BLK_Z_HA = 2 };

enum blk_type {
	BLK_T_IN = 0,
	BLK_T_OUT = 1,
	BLK_T_FLUSH = 4,
	BLK_T_GET_ID = 8,
	BLK_T_GET_LIFETIME = 10,
	BLK_T_DISCARD = 11,
	BLK_T_WRITE_ZEROES = 13,
	BLK_T_SECURE_ERASE = 14,
	BLK_T_ZONE_APPEND = 15,
	BLK_T_ZONE_REPORT = 16,
	BLK_T_ZONE_OPEN = 18,
	BLK_T_ZONE_CLOSE = 20,
	BLK_T_ZONE_FINISH = 22,
	BLK_T_ZONE_RESET = 24,
	BLK_T_ZONE_RESET_ALL = 26,
};

enum blk_status {
	BLK_S_OK = 0,
	BLK_S_IOERR = 1,
	BLK_S_UNSUPP = 2,
	BLK_S_ZONE_INVALID_CMD = 3,
	BLK_S_ZONE_UNALIGNED_WP = 4,
	BLK_S_ZONE_OPEN_RESOURCE = 5,
	BLK_S_ZONE_ACTIVE_RESOURCE = 6,
};

struct blk_header {
	uint32_t type, reserved;
	uint64_t sector;
};

/* Segments of a discard, write zeroes or secure erase request. */
#define BLK_RANGE_UNMAP 1u
struct blk_range {
	uint64_t sector;
	uint32_t sectors, flags;
};

struct blk_lifetime { /* of BLK_T_GET_LIFETIME */
	uint16_t pre_eol_info, typ_a, typ_b;
};

#define BLK_ID_BYTES 20 /* of BLK_T_GET_ID: padded with NUL, ended by one only if shorter */

/*
 * One request: header, data in either direction (may be NULL), where a zone append went
 * (NULL for all others), status.
 */
struct blk_request {
	struct dma *header, *data, *appended, *status;
	bool data_in; /* the device writes the data */
};
#define BLK_SEGS 4

/* The status byte starts as one that no device reports. */
#define BLK_S_NONE 0xff

struct blk_request blk_new(struct vdev *v, uint32_t type, uint64_t sector, uint32_t data_size);
unsigned blk_segs(const struct blk_request *r, struct seg segs[BLK_SEGS]);
/* Makes the request and returns its status; ends the job where no answer comes. */
uint8_t blk_do(struct vq *q, struct blk_request *r, uint32_t *used_len);
/* The same for a request that is made once: without data, or with data that nobody looks at. */
uint8_t blk_make(struct vq *q, uint32_t type, uint64_t sector, uint32_t data_size);
/* Sectors written with `fill` in each byte, or read into a buffer that starts as `fill`. */
uint8_t blk_write(struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill);
uint8_t blk_read(
	struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill, const uint8_t **bytes);
/* Discard, write zeroes or secure erase. */
uint8_t blk_ranges(struct vq *q, uint32_t type, const struct blk_range *ranges, unsigned count);
/* Reset to DRIVER_OK with these features, as vdev_begin(); the first queue. */
#define blk_start(v, ...) (vdev_begin(v, ##__VA_ARGS__), blk_go(v))
struct vq *blk_go(struct vdev *v);
/* Sectors, from the configuration space. */
uint64_t blk_capacity(struct vdev *v);
const char *blk_status_word(uint8_t status);

#endif
