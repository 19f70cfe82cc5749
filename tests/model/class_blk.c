/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/blk.h"

#include "core/scratch.h"
#include "virtio/ids.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define QUEUES	   4
#define SEG_MAX	   16
#define SIZE_MAX_  65536
#define RANGES_MAX 4
#define RANGE_MAX  1024 /* sectors */
#define ID	   "model-disk"

struct model_disk *model_disk(struct model *m)
{
	struct model_disk *disk = m->state;

	if (disk)
		return disk;
	disk = m->state = calloc(1, sizeof(*disk));
	if (!disk)
		abort();
	disk->sectors = DISK_SECTORS;
	memcpy(disk->bytes, SCRATCH_SIGNATURE, strlen(SCRATCH_SIGNATURE));
	return disk;
}

static void init(struct model *m)
{
	struct model_disk *disk = model_disk(m);

	model_config_put(m, BLK_CONFIG_CAPACITY, disk->sectors, 8);
	if (model_fault(FAULT_BLK_CAPACITY))
		model_config_put(m, BLK_CONFIG_CAPACITY, disk->sectors + 8, 8);
	model_config_put(m, BLK_CONFIG_SIZE_MAX, SIZE_MAX_, 4);
	model_config_put(m, BLK_CONFIG_SEG_MAX, SEG_MAX, 4);
	model_config_put(m, BLK_CONFIG_BLK_SIZE, model_fault(FAULT_BLK_BLK_SIZE) ? 1000 : 512, 4);
	model_config_put(m, BLK_CONFIG_TOPOLOGY, 3, 1); /* 8 logical blocks in a physical one */
	model_config_put(m, BLK_CONFIG_TOPOLOGY + 1, model_fault(FAULT_BLK_TOPOLOGY) ? 8 : 0, 1);
	model_config_put(m, BLK_CONFIG_WRITEBACK, 1, 1);
	model_config_put(m, BLK_CONFIG_NUM_QUEUES,
		model_fault(FAULT_BLK_NUM_QUEUES) ? QUEUES + 1 : QUEUES, 2);
	model_config_put(m, BLK_CONFIG_MAX_DISCARD_SECTORS, RANGE_MAX, 4);
	model_config_put(m, BLK_CONFIG_MAX_DISCARD_SEG,
		model_fault(FAULT_BLK_DISCARD_SEGMENTS) ? RANGES_MAX + 1 : RANGES_MAX, 4);
	model_config_put(m, BLK_CONFIG_DISCARD_ALIGNMENT, 8, 4);
	model_config_put(m, BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS, RANGE_MAX, 4);
	model_config_put(m, BLK_CONFIG_MAX_WRITE_ZEROES_SEG, RANGES_MAX, 4);
	model_config_put(m, BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP, !disk->may_not_unmap, 1);
	model_config_put(m, BLK_CONFIG_MAX_SECURE_ERASE_SECTORS, RANGE_MAX, 4);
	model_config_put(m, BLK_CONFIG_MAX_SECURE_ERASE_SEG,
		model_fault(FAULT_BLK_ERASE_SEGMENTS) ? RANGES_MAX + 1 : RANGES_MAX, 4);
	model_config_put(m, BLK_CONFIG_SECURE_ERASE_ALIGNMENT, 8, 4);
	if (model_fault(FAULT_BLK_UNUSED_GARBAGE))
		model_config_put(m, BLK_CONFIG_UNUSED1, 0xffffff, 3);
	if (disk_is_zoned(m))
		zones_init(m);
}

static void offer(struct model *m)
{
	features_add(
		&m->offered, BLK_F_FLUSH); /* 5.2.5.2: always, also where all else is missing */
	if (model_option(m, MODEL_READONLY))
		features_add(&m->offered, BLK_F_RO);
	if (disk_is_zoned(m))
		features_add(&m->offered, BLK_F_ZONED);
	if (model_option(m, MODEL_ZONED)) /* 5.2.5.1: not to be accepted with host-managed zones */
		features_remove(&m->offered, BLK_F_DISCARD);
	if (model_fault(FAULT_BLK_NO_FLUSH) || model_fault(FAULT_BLK_WCE_ALONE))
		features_remove(&m->offered, BLK_F_FLUSH);
	if (model_fault(FAULT_BLK_NO_FLUSH))
		features_remove(&m->offered, BLK_F_CONFIG_WCE);
}

static bool negotiated(struct model *m)
{
	if (model_has(m, BLK_F_CONFIG_WCE) && !model_has(m, BLK_F_FLUSH) &&
		!model_fault(FAULT_BLK_WRITEBACK_ON))
		m->config[BLK_CONFIG_WRITEBACK] = 0;
	return !disk_is_zoned(m) || zones_negotiated(m);
}

bool disk_has(const struct model *m, uint64_t sector, uint64_t bytes)
{
	const struct model_disk *disk = m->state;

	return bytes % BLK_SECTOR == 0 && sector <= disk->sectors &&
	       bytes / BLK_SECTOR <= disk->sectors - sector;
}

/* Whose limits are a lie, that refuses as many segments, or one as large, as it says. */
static bool too_much(const struct disk_request *d)
{
	const struct model_request *r = d->r;

	if (model_fault(FAULT_BLK_SEG_MAX) && r->write_count - 1 >= SEG_MAX)
		return true;
	return model_fault(FAULT_BLK_SIZE_MAX) && r->seg[r->read_count].len >= SIZE_MAX_;
}

void disk_read(struct model *m, struct disk_request *d)
{
	if (!disk_has(m, d->sector, d->in) || model_fault(FAULT_BLK_READ_FAILS) || too_much(d))
		return;
	if (disk_is_zoned(m) && !zones_may_read(m, d))
		return;
	d->written = model_write(d->r, 0, model_disk(m)->bytes + d->sector * BLK_SECTOR, d->in);
	if (disk_is_zoned(m))
		zones_blank(m, d);
	d->status = BLK_S_OK;
}

/* 5.2.6.2: a read-only disk answers IOERR and writes nothing. */
static bool refused(struct model *m, struct disk_request *d)
{
	if (!model_option(m, MODEL_READONLY) || model_fault(FAULT_BLK_RO_WRITES))
		return false;
	if (model_fault(FAULT_BLK_RO_SAYS_OK))
		d->status = BLK_S_OK;
	return true;
}

void disk_write(struct model *m, struct disk_request *d)
{
	uint32_t bytes = d->out;

	if (!disk_has(m, d->sector, bytes) || refused(m, d))
		return;
	if (disk_is_zoned(m) && !zones_may_write(m, d, bytes))
		return;
	if (!model_fault(FAULT_BLK_WRITE_LOST))
		model_read(d->r, sizeof(struct blk_header),
			model_disk(m)->bytes + d->sector * BLK_SECTOR, bytes);
	if (!model_fault(FAULT_BLK_RO_WRITES) || !model_option(m, MODEL_READONLY))
		d->status = BLK_S_OK;
}

static void flush(struct model *m, struct disk_request *d)
{
	(void)m;
	if (!model_fault(FAULT_BLK_FLUSH_FAILS))
		d->status = BLK_S_OK;
}

static void get_id(struct model *m, struct disk_request *d)
{
	uint8_t id[BLK_ID_BYTES] = ID;

	(void)m;
	if (model_fault(FAULT_BLK_ID_PADDING))
		memset(id + sizeof(ID), '?', sizeof(id) - sizeof(ID));
	if (d->in < sizeof(id))
		return;
	d->written = model_write(d->r, 0, id, sizeof(id));
	d->status = BLK_S_OK;
}

static void get_lifetime(struct model *m, struct disk_request *d)
{
	struct blk_lifetime life = {.pre_eol_info = 1, .typ_a = 2, .typ_b = 11};

	(void)m;
	if (model_fault(FAULT_BLK_LIFETIME_INFO))
		life.pre_eol_info = 4;
	if (model_fault(FAULT_BLK_LIFETIME_WEAR))
		life.typ_b = 12;
	d->written = model_write(d->r, 0, &life, sizeof(life));
	d->status = BLK_S_OK;
}

#define ALWAYS FEATURE_BITS
static const struct {
	uint32_t type;
	unsigned feature;
	void (*handle)(struct model *m, struct disk_request *d);
} types[] = {
	{BLK_T_IN, ALWAYS, disk_read},
	{BLK_T_OUT, ALWAYS, disk_write},
	{BLK_T_FLUSH, ALWAYS, flush},
	{BLK_T_GET_ID, ALWAYS, get_id},
	{BLK_T_GET_LIFETIME, BLK_F_LIFETIME, get_lifetime},
	{BLK_T_DISCARD, BLK_F_DISCARD, disk_ranges},
	{BLK_T_WRITE_ZEROES, BLK_F_WRITE_ZEROES, disk_ranges},
	{BLK_T_SECURE_ERASE, BLK_F_SECURE_ERASE, disk_ranges},
	{BLK_T_ZONE_APPEND, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_REPORT, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_OPEN, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_CLOSE, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_FINISH, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_RESET, BLK_F_ZONED, zones_request},
	{BLK_T_ZONE_RESET_ALL, BLK_F_ZONED, zones_request},
};

static void answer(struct model *m, struct disk_request *d)
{
	bool unasked = model_fault(FAULT_BLK_ZONE_UNASKED) && d->type >= BLK_T_ZONE_APPEND;

	d->status = unasked || model_fault(FAULT_BLK_UNKNOWN_TYPE) ? BLK_S_IOERR : BLK_S_UNSUPP;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		if (types[i].type != d->type)
			continue;
		if (types[i].feature != ALWAYS && !model_has(m, types[i].feature))
			return;
		d->status = BLK_S_IOERR;
		types[i].handle(m, d);
		return;
	}
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	struct disk_request d = {.r = r};
	struct blk_header header;

	if (!r->writable || (queue && model_fault(FAULT_BLK_QUEUE_DEAD)))
		return r->writable ? MODEL_KEEP : 0;
	if (model_read(r, 0, &header, sizeof(header)) == sizeof(header)) {
		d.type = header.type;
		d.sector = header.sector;
		d.out = r->readable - (uint32_t)sizeof(header);
		d.in = r->writable - 1;
		answer(m, &d);
	}
	model_write(r, r->writable - 1, &d.status, 1);
	/* The status stands behind all of the data: only then is every byte before it written. */
	return d.written == r->writable - 1 ? d.written + 1 : d.written;
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	if (offset == BLK_CONFIG_WRITEBACK && width == 1 && model_has(m, BLK_F_CONFIG_WCE) &&
		!model_fault(FAULT_BLK_WRITEBACK_STUCK))
		m->config[offset] = value & 1;
}

static int act(struct model *m, const char *action, const char *arguments, struct answer *reply)
{
	struct model_disk *disk = model_disk(m);
	unsigned long long size;
	const char *at = strstr(arguments, "size=");

	if (!strcmp(action, "resize-disk") && strstr(arguments, "id=" ID) && at &&
		sscanf(at, "size=%llu", &size) == 1 && size / BLK_SECTOR <= DISK_SECTORS_MAX) {
		disk->sectors = size / BLK_SECTOR;
		model_config_put(m, BLK_CONFIG_CAPACITY, disk->sectors, 8);
		if (!model_fault(FAULT_BLK_RESIZE_SILENT))
			model_config_changed(m);
		return 0;
	}
	if (!strcmp(action, "disk-unmap")) {
		disk->may_not_unmap = !disk->may_not_unmap;
		model_config_put(m, BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP, !disk->may_not_unmap, 1);
		if (!model_fault(FAULT_BLK_UNMAP_SILENT))
			model_config_changed(m);
		return 0;
	}
	snprintf(reply->text, sizeof(reply->text), "the model cannot %s %s", action, arguments);
	return -EOPNOTSUPP;
}

const struct model_class model_blk = {
	.type = VIRTIO_TYPE_BLOCK,
	.id = "virtio.block[0]",
	.features = {1ull << BLK_F_SIZE_MAX | 1ull << BLK_F_SEG_MAX | 1ull << BLK_F_BLK_SIZE |
		     1ull << BLK_F_FLUSH | 1ull << BLK_F_TOPOLOGY | 1ull << BLK_F_CONFIG_WCE |
		     1ull << BLK_F_MQ | 1ull << BLK_F_DISCARD | 1ull << BLK_F_WRITE_ZEROES |
		     1ull << BLK_F_LIFETIME | 1ull << BLK_F_SECURE_ERASE},
	.queues = QUEUES,
	.queue_max = 128,
	.config_size = BLK_CONFIG_END,
	.init = init,
	.offer = offer,
	.negotiated = negotiated,
	.handle = handle,
	.config_write = config_write,
	.act = act,
};
