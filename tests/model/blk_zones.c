/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/blk.h"

#include "virtio/blk_zone.h"

#include <string.h>

bool disk_is_zoned(const struct model *m)
{
	return !m->variant->bare &&
	       (model_option(m, MODEL_ZONED) || model_option(m, MODEL_ZONED_AWARE));
}

static bool aware(const struct model *m)
{
	return model_option(m, MODEL_ZONED_AWARE);
}

/* ---- configuration ---- */

static void put_characteristics(struct model *m)
{
	uint32_t append = model_option(m, MODEL_NO_APPEND) ? 0 : APPEND_MAX;

	if (model_fault(FAULT_BLK_ZONE_APPEND_LESS))
		append = APPEND_MAX * 2;
	if (model_fault(FAULT_BLK_ZONE_APPEND_HUGE))
		append = 0x100000;
	model_config_put(m, BLK_CONFIG_ZONE_SECTORS,
		model_fault(FAULT_BLK_ZONE_SIZE) ? ZONE_SECTORS / 2 : ZONE_SECTORS, 4);
	model_config_put(m, BLK_CONFIG_MAX_OPEN_ZONES,
		model_fault(FAULT_BLK_ZONE_OPEN_MAX) ? ZONES_OPEN_MAX - 1 : ZONES_OPEN_MAX, 4);
	model_config_put(m, BLK_CONFIG_MAX_ACTIVE_ZONES,
		model_fault(FAULT_BLK_ZONE_ACTIVE_MAX) ? ZONES_ACTIVE_MAX + 1 : ZONES_ACTIVE_MAX,
		4);
	model_config_put(m, BLK_CONFIG_MAX_APPEND_SECTORS, append, 4);
	model_config_put(m, BLK_CONFIG_WRITE_GRANULARITY,
		model_fault(FAULT_BLK_ZONE_GRANULARITY) ? BLK_SECTOR : GRANULARITY, 4);
	model_config_put(m, BLK_CONFIG_ZONED_MODEL, aware(m) ? BLK_Z_HA : BLK_Z_HM, 1);
	if (model_fault(FAULT_BLK_ZONE_MODEL))
		model_config_put(m, BLK_CONFIG_ZONED_MODEL, aware(m) ? BLK_Z_HM : BLK_Z_HA, 1);
	model_config_put(
		m, BLK_CONFIG_UNUSED2, model_fault(FAULT_BLK_ZONE_UNUSED) ? 0x010000 : 0, 3);
	model_config_put(m, BLK_CONFIG_SECURE_ERASE_ALIGNMENT,
		model_fault(FAULT_BLK_ZONE_ERASE_ALIGNMENT) ? 8 : ZONE_SECTORS, 4);
}

static void reset_zone(struct model_zone *zone)
{
	if (zone->type == BLK_ZT_CONV || zone->state == BLK_ZS_RDONLY ||
		zone->state == BLK_ZS_OFFLINE)
		return;
	zone->state = BLK_ZS_EMPTY;
	zone->wp = zone->written = 0;
}

void zones_init(struct model *m)
{
	struct model_disk *disk = model_disk(m);

	put_characteristics(m);
	if (disk->zones[0].type) /* they outlive a reset of the device */
		return;
	for (unsigned i = 0; i < ZONES; i++) {
		struct model_zone *zone = &disk->zones[i];

		zone->type = i < ZONES_CONVENTIONAL ? BLK_ZT_CONV
			     : aware(m)		    ? BLK_ZT_SWP
						    : BLK_ZT_SWR;
		if (model_fault(FAULT_BLK_ZONED_PLAIN))
			zone->type = BLK_ZT_CONV;
		reset_zone(zone);
	}
	disk->zones[ZONE_READ_ONLY].state = BLK_ZS_RDONLY;
	disk->zones[ZONE_OFFLINE].state = BLK_ZS_OFFLINE;
}

bool zones_negotiated(struct model *m)
{
	if (model_has(m, BLK_F_ZONED))
		return true;
	if (!model_fault(FAULT_BLK_ZONED_LEFT))
		memset(m->config + BLK_CONFIG_ZONE_SECTORS, 0,
			BLK_CONFIG_END - BLK_CONFIG_ZONE_SECTORS);
	return aware(m) || model_fault(FAULT_BLK_ZONED_UNASKED);
}

/* ---- state ---- */

static struct model_zone *zone_at(struct model *m, uint64_t sector)
{
	return &model_disk(m)->zones[sector / ZONE_SECTORS];
}

static bool sequential(const struct model_zone *zone)
{
	return zone->type == BLK_ZT_SWR || zone->type == BLK_ZT_SWP;
}

static bool is_open(const struct model_zone *zone)
{
	return zone->state == BLK_ZS_IOPEN || zone->state == BLK_ZS_EOPEN;
}

static bool is_active(const struct model_zone *zone)
{
	return is_open(zone) || zone->state == BLK_ZS_CLOSED;
}

static unsigned count_of(struct model *m, bool (*is)(const struct model_zone *zone))
{
	unsigned count = 0;

	for (unsigned i = 0; i < ZONES; i++)
		count += is(&model_disk(m)->zones[i]);
	return count;
}

/* Another zone that was opened by a write makes room. */
static bool close_one(struct model *m)
{
	for (unsigned i = 0; i < ZONES; i++)
		if (model_disk(m)->zones[i].state == BLK_ZS_IOPEN) {
			model_disk(m)->zones[i].state = BLK_ZS_CLOSED;
			return true;
		}
	return false;
}

/* What is missing for the zone to be opened, or BLK_S_OK. */
static uint8_t missing(struct model *m, const struct model_zone *zone, enum fault ignores)
{
	if (is_open(zone) || model_fault(ignores))
		return BLK_S_OK;
	if (!is_active(zone) && count_of(m, is_active) >= ZONES_ACTIVE_MAX)
		return BLK_S_ZONE_ACTIVE_RESOURCE;
	if (count_of(m, is_open) >= ZONES_OPEN_MAX && !close_one(m))
		return BLK_S_ZONE_OPEN_RESOURCE;
	return BLK_S_OK;
}

/* ---- reading and writing ---- */

/* 5.2.6.2: the zones that allow no transfer at all. */
static bool forbidden(const struct model_zone *zone, bool writes)
{
	if (zone->state == BLK_ZS_OFFLINE)
		return !model_fault(FAULT_BLK_ZONE_OFFLINE_IO);
	return writes && zone->state == BLK_ZS_RDONLY && !model_fault(FAULT_BLK_ZONE_RDONLY);
}

static bool crosses(uint64_t sector, uint32_t bytes)
{
	return bytes && sector % ZONE_SECTORS + bytes / BLK_SECTOR > ZONE_SECTORS;
}

bool zones_may_read(struct model *m, struct disk_request *d)
{
	const struct model_zone *zone = zone_at(m, d->sector);
	bool wrong = zone->type == BLK_ZT_SWR && crosses(d->sector, d->in) &&
		     !model_fault(FAULT_BLK_ZONE_READ_CROSSES);

	if (forbidden(zone, false) || wrong) {
		d->status = BLK_S_ZONE_INVALID_CMD;
		return false;
	}
	return true;
}

void zones_blank(struct model *m, struct disk_request *d)
{
	static const uint8_t blank[BLK_SECTOR];
	uint8_t old[BLK_SECTOR];

	memset(old, 0, sizeof(old));
	for (uint32_t i = 0; i < d->in / BLK_SECTOR; i++) {
		uint64_t sector = d->sector + i;
		const struct model_zone *zone = zone_at(m, sector);

		if (!sequential(zone) || sector % ZONE_SECTORS < zone->written)
			continue;
		if (model_fault(FAULT_BLK_ZONE_OLD_DATA))
			continue;
		old[0] = (uint8_t)(m->now_ns / MODEL_ACCESS_NS); /* garbage, another each time */
		model_write(d->r, i * BLK_SECTOR,
			model_fault(FAULT_BLK_ZONE_NO_PATTERN) ? old : blank, BLK_SECTOR);
	}
}

static uint8_t placed_wrong(
	const struct model_zone *zone, uint32_t at, uint32_t sectors, bool append)
{
	if (zone->state == BLK_ZS_FULL)
		return BLK_S_ZONE_INVALID_CMD;
	if (zone->type == BLK_ZT_SWR && !append && at != zone->wp &&
		!model_fault(FAULT_BLK_ZONE_ANYWHERE))
		return BLK_S_ZONE_UNALIGNED_WP;
	if (sectors * BLK_SECTOR % GRANULARITY)
		return BLK_S_ZONE_UNALIGNED_WP;
	if (at + sectors > ZONE_CAPACITY &&
		!model_fault(append ? FAULT_BLK_ZONE_APPEND_OVER : FAULT_BLK_ZONE_WRITE_OVER))
		return BLK_S_ZONE_INVALID_CMD;
	return BLK_S_OK;
}

static uint8_t write_zone(struct model *m, uint64_t sector, uint32_t bytes, bool append)
{
	struct model_zone *zone = zone_at(m, sector);
	uint32_t at = (uint32_t)(sector % ZONE_SECTORS), sectors = bytes / BLK_SECTOR;
	uint8_t status;

	if (forbidden(zone, true))
		return BLK_S_ZONE_INVALID_CMD;
	if (zone->type == BLK_ZT_SWR && crosses(sector, bytes))
		return model_fault(FAULT_BLK_ZONE_WRITE_CROSSES) ? BLK_S_IOERR
								 : BLK_S_ZONE_INVALID_CMD;
	if (!sequential(zone))
		return BLK_S_OK;
	status = placed_wrong(zone, at, sectors, append);
	if (status == BLK_S_OK && !is_open(zone))
		status = missing(m, zone,
			append ? FAULT_BLK_ZONE_APPEND_RESOURCES : FAULT_BLK_ZONE_WRITE_RESOURCES);
	if (status != BLK_S_OK)
		return status;
	if (at + sectors > zone->wp)
		zone->wp = zone->written = at + sectors;
	if (!is_open(zone) && zone->state != BLK_ZS_RDONLY && zone->state != BLK_ZS_OFFLINE)
		zone->state = BLK_ZS_IOPEN;
	if (zone->wp >= ZONE_CAPACITY)
		zone->state = BLK_ZS_FULL;
	return BLK_S_OK;
}

bool zones_may_write(struct model *m, struct disk_request *d, uint32_t bytes)
{
	uint8_t status = write_zone(m, d->sector, bytes, false);

	if (status != BLK_S_OK)
		d->status = status;
	return status == BLK_S_OK;
}

static uint8_t append_limit(struct model *m, const struct disk_request *d)
{
	if (model_option(m, MODEL_NO_APPEND))
		return model_fault(FAULT_BLK_ZONE_APPEND_NONE) ? BLK_S_IOERR : BLK_S_UNSUPP;
	if (d->out > APPEND_MAX * BLK_SECTOR && !model_fault(FAULT_BLK_ZONE_APPEND_MORE))
		return BLK_S_ZONE_INVALID_CMD;
	return BLK_S_OK;
}

static uint8_t append(struct model *m, struct disk_request *d)
{
	const struct model_zone *zone = zone_at(m, d->sector);
	uint64_t start = d->sector - d->sector % ZONE_SECTORS, where = start + zone->wp;
	uint8_t status = append_limit(m, d);
	struct disk_request data = *d;

	if (status != BLK_S_OK)
		return status;
	if (!disk_has(m, where, d->out))
		return BLK_S_ZONE_INVALID_CMD;
	if (zone->type != BLK_ZT_SWR && !model_fault(FAULT_BLK_ZONE_APPEND_ANYWHERE))
		return BLK_S_ZONE_INVALID_CMD;
	if (d->sector != start && !model_fault(FAULT_BLK_ZONE_APPEND_INSIDE))
		return BLK_S_ZONE_INVALID_CMD;
	status = write_zone(m, where, d->out, true);
	if (status != BLK_S_OK)
		return status;
	model_read(data.r, sizeof(struct blk_header), model_disk(m)->bytes + where * BLK_SECTOR,
		d->out);
	if (model_fault(FAULT_BLK_ZONE_APPENDED))
		where = start;
	d->written = model_write(d->r, 0, &where, sizeof(where));
	return BLK_S_OK;
}

/* ---- zone management ---- */

/* The states are those of 5.2.6; what they do not list as a transition cannot be done. */
static uint8_t open_zone(struct model *m, struct model_zone *zone)
{
	uint8_t status;

	if (zone->state == BLK_ZS_FULL || zone->state == BLK_ZS_RDONLY)
		return model_fault(FAULT_BLK_ZONE_OPEN_FULL) ? BLK_S_OK : BLK_S_ZONE_INVALID_CMD;
	status = missing(m, zone, FAULT_BLK_ZONE_OPEN_RESOURCES);
	if (status == BLK_S_OK || model_fault(FAULT_BLK_ZONE_OPEN_ANYWAY))
		zone->state = BLK_ZS_EOPEN;
	return status;
}

static uint8_t close_zone(struct model *m, struct model_zone *zone)
{
	(void)m;
	if (zone->state == BLK_ZS_CLOSED)
		return BLK_S_OK;
	if (!is_open(zone))
		return model_fault(FAULT_BLK_ZONE_CLOSE_EMPTY) ? BLK_S_OK : BLK_S_ZONE_INVALID_CMD;
	zone->state = zone->wp ? BLK_ZS_CLOSED : BLK_ZS_EMPTY;
	return BLK_S_OK;
}

static uint8_t finish_zone(struct model *m, struct model_zone *zone)
{
	(void)m;
	if (zone->state == BLK_ZS_FULL)
		return BLK_S_OK;
	if (!is_open(zone))
		return model_fault(FAULT_BLK_ZONE_FINISH_EMPTY) ? BLK_S_OK : BLK_S_ZONE_INVALID_CMD;
	zone->state = BLK_ZS_FULL;
	zone->wp = ZONE_CAPACITY;
	return BLK_S_OK;
}

static uint8_t reset_request(struct model *m, struct model_zone *zone)
{
	(void)m;
	if (zone->state == BLK_ZS_RDONLY)
		return model_fault(FAULT_BLK_ZONE_RESET_RDONLY) ? BLK_S_OK : BLK_S_ZONE_INVALID_CMD;
	reset_zone(zone);
	return BLK_S_OK;
}

static const struct {
	uint32_t type;
	enum fault conventional;
	uint8_t (*act)(struct model *m, struct model_zone *zone);
} operations[] = {
	{BLK_T_ZONE_OPEN, FAULT_BLK_ZONE_CONV_OPEN, open_zone},
	{BLK_T_ZONE_CLOSE, FAULT_BLK_ZONE_CONV_CLOSE, close_zone},
	{BLK_T_ZONE_FINISH, FAULT_BLK_ZONE_CONV_FINISH, finish_zone},
	{BLK_T_ZONE_RESET, FAULT_BLK_ZONE_CONV_RESET, reset_request},
};

static uint8_t operate(struct model *m, const struct disk_request *d)
{
	struct model_zone *zone = zone_at(m, d->sector);

	for (size_t i = 0; i < sizeof(operations) / sizeof(*operations); i++) {
		if (operations[i].type != d->type)
			continue;
		if (zone->type == BLK_ZT_CONV)
			return model_fault(operations[i].conventional) ? BLK_S_OK
								       : BLK_S_ZONE_INVALID_CMD;
		if (zone->state == BLK_ZS_OFFLINE)
			return model_fault(FAULT_BLK_ZONE_OFFLINE_OP) ? BLK_S_OK
								      : BLK_S_ZONE_INVALID_CMD;
		return operations[i].act(m, zone);
	}
	return BLK_S_UNSUPP;
}

static uint8_t reset_all(struct model *m)
{
	for (unsigned i = 0; i < ZONES; i++)
		if (!model_fault(FAULT_BLK_ZONE_RESET_SOME) || i % 2)
			reset_zone(&model_disk(m)->zones[i]);
	return BLK_S_OK;
}

void zones_erased(struct model *m, uint64_t sector, uint32_t sectors)
{
	for (uint64_t at = sector; at < sector + sectors; at += ZONE_SECTORS)
		if (!model_fault(FAULT_BLK_ZONE_ERASE_KEEPS))
			reset_zone(zone_at(m, at));
}

/* ---- report ---- */

static struct blk_zone describe(struct model *m, unsigned index)
{
	const struct model_zone *zone = &model_disk(m)->zones[index];
	uint64_t start = (uint64_t)index * ZONE_SECTORS;

	return (struct blk_zone){
		.capacity = zone->type == BLK_ZT_CONV ? ZONE_SECTORS : ZONE_CAPACITY,
		.start = start,
		.wp = start + zone->wp,
		.type = zone->type,
		.state = zone->type == BLK_ZT_CONV ? BLK_ZS_NOT_WP : zone->state,
	};
}

static uint8_t report(struct model *m, struct disk_request *d)
{
	struct blk_zone_report header = {0};
	unsigned first = (unsigned)(d->sector / ZONE_SECTORS);
	uint32_t at = sizeof(header);

	for (unsigned i = first; i < ZONES && at + sizeof(struct blk_zone) <= d->in; i++) {
		struct blk_zone zone = describe(m, i);

		at += model_write(d->r, at, &zone, sizeof(zone));
		header.count++;
	}
	if (model_fault(FAULT_BLK_ZONE_REPORT_COUNT))
		header.count++;
	model_write(d->r, 0, &header, sizeof(header));
	d->written = at;
	return BLK_S_OK;
}

void zones_request(struct model *m, struct disk_request *d)
{
	if (!disk_has(m, d->sector, 0) || d->sector >= DISK_SECTORS)
		d->status = BLK_S_ZONE_INVALID_CMD;
	else if (d->type == BLK_T_ZONE_REPORT)
		d->status = report(m, d);
	else if (d->type == BLK_T_ZONE_APPEND)
		d->status = append(m, d);
	else if (d->type == BLK_T_ZONE_RESET_ALL)
		d->status = reset_all(m);
	else
		d->status = operate(m, d);
}
