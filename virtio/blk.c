/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"

#include <string.h>

struct blk_request blk_new(struct vdev *v, uint32_t type, uint64_t sector, uint32_t data_size)
{
	struct blk_request r = {
		.header = dma_new(v, sizeof(struct blk_header)),
		.data = data_size ? dma_new_aligned(v, data_size, BLK_SECTOR) : NULL,
		.appended = type == BLK_T_ZONE_APPEND ? dma_new(v, sizeof(uint64_t)) : NULL,
		.status = dma_new(v, 1),
		.data_in = type == BLK_T_IN || type == BLK_T_GET_ID || type == BLK_T_GET_LIFETIME ||
			   type == BLK_T_ZONE_REPORT,
	};

	*(struct blk_header *)r.header->bytes = (struct blk_header){type, 0, sector};
	*r.status->bytes = BLK_S_NONE;
	return r;
}

unsigned blk_segs(const struct blk_request *r, struct seg segs[BLK_SEGS])
{
	unsigned count = 0;

	segs[count++] = device_reads(r->header);
	if (r->data)
		segs[count++] = r->data_in ? device_writes(r->data) : device_reads(r->data);
	if (r->appended)
		segs[count++] = device_writes(r->appended);
	segs[count++] = device_writes(r->status);
	return count;
}

uint8_t blk_do(struct vq *q, struct blk_request *r, uint32_t *used_len)
{
	struct seg segs[BLK_SEGS];
	struct completion done;

	*r->status->bytes = BLK_S_NONE;
	done = vq_do(q, segs, blk_segs(r, segs));
	if (used_len)
		*used_len = done.len;
	return *(volatile uint8_t *)r->status->bytes;
}

uint8_t blk_make(struct vq *q, uint32_t type, uint64_t sector, uint32_t data_size)
{
	struct blk_request r = blk_new(q->v, type, sector, data_size);

	return blk_do(q, &r, NULL);
}

uint8_t blk_write(struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill)
{
	struct blk_request r = blk_new(q->v, BLK_T_OUT, sector, sectors * BLK_SECTOR);

	if (r.data)
		memset(r.data->bytes, fill, r.data->size);
	return blk_do(q, &r, NULL);
}

uint8_t blk_read(
	struct vq *q, uint64_t sector, uint32_t sectors, uint8_t fill, const uint8_t **bytes)
{
	struct blk_request r = blk_new(q->v, BLK_T_IN, sector, sectors * BLK_SECTOR);

	if (r.data)
		memset(r.data->bytes, fill, r.data->size);
	*bytes = r.data ? r.data->bytes : NULL;
	return blk_do(q, &r, NULL);
}

uint8_t blk_ranges(struct vq *q, uint32_t type, const struct blk_range *ranges, unsigned count)
{
	struct blk_request r = blk_new(q->v, type, 0, count * (uint32_t)sizeof(*ranges));

	if (r.data)
		memcpy(r.data->bytes, ranges, r.data->size);
	return blk_do(q, &r, NULL);
}

struct vq *blk_go(struct vdev *v)
{
	struct vq *q = vq_open(v, 0, 0);

	vdev_live(v);
	return q;
}

uint64_t blk_capacity(struct vdev *v)
{
	return vdev_config64(v, BLK_CONFIG_CAPACITY);
}

const char *blk_status_word(uint8_t status)
{
	static const char *const words[] = {"OK", "IOERR", "UNSUPP", "ZONE_INVALID_CMD",
		"ZONE_UNALIGNED_WP", "ZONE_OPEN_RESOURCE", "ZONE_ACTIVE_RESOURCE"};

	if (status == BLK_S_NONE)
		return "none (the status byte was not written)";
	return status < sizeof(words) / sizeof(*words) ? words[status] : "a reserved value";
}
