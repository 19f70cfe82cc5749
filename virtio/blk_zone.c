/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk_zone.h"

#include <string.h>

uint8_t blk_zone_report(
	struct vq *q, uint64_t sector, struct blk_zone *zones, unsigned max, unsigned *count)
{
	uint32_t size = (uint32_t)(sizeof(struct blk_zone_report) + max * sizeof(*zones));
	struct blk_request r = blk_new(q->v, BLK_T_ZONE_REPORT, sector, size);
	const struct blk_zone_report *report = (void *)r.data->bytes;
	uint8_t status = blk_do(q, &r, NULL);

	*count = status == BLK_S_OK && report->count < max ? (unsigned)report->count : max;
	if (status != BLK_S_OK)
		*count = 0;
	memcpy(zones, report->zones, *count * sizeof(*zones));
	return status;
}

uint8_t blk_zone_append(
	struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill, uint64_t *where)
{
	struct blk_request r = blk_new(q->v, BLK_T_ZONE_APPEND, sector, sectors * BLK_SECTOR);
	uint8_t status;

	memset(r.data->bytes, fill, r.data->size);
	memset(r.appended->bytes, 0xff, r.appended->size);
	status = blk_do(q, &r, NULL);
	memcpy(where, r.appended->bytes, sizeof(*where));
	return status;
}

const char *blk_zone_state_word(unsigned state)
{
	static const char *const words[] = {"NOT_WP", "EMPTY", "IOPEN", "EOPEN",
		"CLOSED", [BLK_ZS_RDONLY] = "RDONLY", "FULL", "OFFLINE"};

	return state <= BLK_ZS_OFFLINE && words[state] ? words[state] : "an unknown state";
}

const char *blk_zone_type_word(unsigned type)
{
	static const char *const words[] = {
		[BLK_ZT_CONV] = "conventional",
		[BLK_ZT_SWR] = "sequential write required",
		[BLK_ZT_SWP] = "sequential write preferred",
	};

	return type && type <= BLK_ZT_SWP ? words[type] : "of an unknown type";
}
