/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_BLK_ZONE_H
#define VIRTIO_BLK_ZONE_H

#include "virtio/blk.h"

/* Zoned block device (VIRTIO 1.4, 5.2.6): what a zone report tells. */
enum blk_zone_type { BLK_ZT_CONV = 1, BLK_ZT_SWR = 2, BLK_ZT_SWP = 3 };

enum blk_zone_state {
	BLK_ZS_NOT_WP = 0,
	BLK_ZS_EMPTY = 1,
	BLK_ZS_IOPEN = 2,
	BLK_ZS_EOPEN = 3,
	BLK_ZS_CLOSED = 4,
	BLK_ZS_RDONLY = 13,
	BLK_ZS_FULL = 14,
	BLK_ZS_OFFLINE = 15,
};

struct blk_zone {
	uint64_t capacity, start, wp; /* sectors */
	uint8_t type, state, reserved[38];
};

struct blk_zone_report {
	uint64_t count;
	uint8_t reserved[56];
	struct blk_zone zones[];
};

/*
 * At most `max` zones from the one that holds `sector` on; *count is how many were told.
 * Returns the status of the request.
 */
uint8_t blk_zone_report(
	struct vq *q, uint64_t sector, struct blk_zone *zones, unsigned max, unsigned *count);
/* *where is set by the device if the status is OK. */
uint8_t blk_zone_append(
	struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill, uint64_t *where);
const char *blk_zone_state_word(unsigned state);
const char *blk_zone_type_word(unsigned type);

#endif
