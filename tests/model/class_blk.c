/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/blk.h"
#include "virtio/ids.h"

#include <stdlib.h>
#include <string.h>

#define SECTORS 2048

static uint8_t *disk(struct model *m)
{
	if (!m->state)
		m->state = calloc(SECTORS, BLK_SECTOR);
	return m->state;
}

static void init(struct model *m)
{
	model_config_put(m, BLK_CONFIG_CAPACITY, SECTORS, 8);
	model_config_put(m, BLK_CONFIG_SEG_MAX, 126, 4);
	model_config_put(m, BLK_CONFIG_BLK_SIZE, BLK_SECTOR, 4);
	model_config_put(m, BLK_CONFIG_WRITEBACK, 1, 1);
	model_config_put(m, BLK_CONFIG_NUM_QUEUES, 1, 2);
	model_config_put(m, BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS, SECTORS, 4);
	model_config_put(m, BLK_CONFIG_MAX_WRITE_ZEROES_SEG, 1, 4);
	if (model_fault(FAULT_BLK_UNUSED_GARBAGE))
		model_config_put(m, BLK_CONFIG_UNUSED1, 0xffffff, 3);
}

static bool inside(uint64_t sector, uint32_t bytes)
{
	return bytes % BLK_SECTOR == 0 && sector <= SECTORS &&
	       bytes / BLK_SECTOR <= SECTORS - sector;
}

/* Returns the bytes of data written for the driver; `status` says how it went. */
static uint32_t transfer(struct model *m, struct model_request *r, uint8_t *status)
{
	struct blk_header header;
	uint32_t data = r->writable - 1;

	*status = BLK_S_UNSUPP;
	if (model_read(r, 0, &header, sizeof(header)) != sizeof(header))
		return 0;
	*status = BLK_S_IOERR;
	switch (header.type) {
	case BLK_T_IN:
		if (!inside(header.sector, data) || model_fault(FAULT_BLK_READ_FAILS))
			return 0;
		*status = BLK_S_OK;
		return model_write(r, 0, disk(m) + header.sector * BLK_SECTOR, data);
	case BLK_T_OUT:
		data = r->readable - (uint32_t)sizeof(header);
		if (!inside(header.sector, data))
			return 0;
		model_read(r, sizeof(header), disk(m) + header.sector * BLK_SECTOR, data);
		*status = BLK_S_OK;
		return 0;
	case BLK_T_FLUSH:
		*status = BLK_S_OK;
		return 0;
	default:
		*status = BLK_S_UNSUPP;
		return 0;
	}
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	uint32_t written;
	uint8_t status;

	(void)queue;
	if (!r->writable)
		return 0;
	written = transfer(m, r, &status);
	model_write(r, r->writable - 1, &status, 1);
	/* The status stands behind all of the data: only then is every byte before it written. */
	return written == r->writable - 1 ? written + 1 : written;
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	if (offset == BLK_CONFIG_WRITEBACK && width == 1 && model_has(m, BLK_F_CONFIG_WCE))
		m->config[offset] = value & 1;
}

const struct model_class model_blk = {
	.type = VIRTIO_TYPE_BLOCK,
	.id = "virtio.block[0]",
	.features = {1ull << BLK_F_SEG_MAX | 1ull << BLK_F_BLK_SIZE | 1ull << BLK_F_FLUSH |
		     1ull << BLK_F_CONFIG_WCE | 1ull << BLK_F_WRITE_ZEROES},
	.queues = 1,
	.queue_max = 128,
	.config_size = BLK_CONFIG_MAX_SECURE_ERASE_SECTORS,
	.init = init,
	.handle = handle,
	.config_write = config_write,
};
