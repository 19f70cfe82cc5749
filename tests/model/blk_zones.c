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

void zone_reset(struct model_zone *zone)
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
		zone_reset(zone);
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

struct model_zone *zone_at(struct model *m, uint64_t sector)
{
	return &model_disk(m)->zones[sector / ZONE_SECTORS];
}

static bool sequential(const struct model_zone *zone)
{
	return zone->type == BLK_ZT_SWR || zone->type == BLK_ZT_SWP;
}

bool zone_is_open(const struct model_zone *zone)
{
	return zone->state == BLK_ZS_IOPEN || zone->state == BLK_ZS_EOPEN;
}

static bool is_active(const struct model_zone *zone)
{
	return zone_is_open(zone) || zone->state == BLK_ZS_CLOSED;
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

/* What is zone_missing for the zone to be opened, or BLK_S_OK. */
uint8_t zone_missing(struct model *m, const struct model_zone *zone, enum fault ignores)
{
	if (zone_is_open(zone) || model_fault(ignores))
		return BLK_S_OK;
	if (!is_active(zone) && count_of(m, is_active) >= ZONES_ACTIVE_MAX)
		return BLK_S_ZONE_ACTIVE_RESOURCE;
	if (count_of(m, zone_is_open) >= ZONES_OPEN_MAX && !close_one(m))
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

uint8_t zone_write(struct model *m, uint64_t sector, uint32_t bytes, bool append)
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
	if (status == BLK_S_OK && !zone_is_open(zone))
		status = zone_missing(m, zone,
			append ? FAULT_BLK_ZONE_APPEND_RESOURCES : FAULT_BLK_ZONE_WRITE_RESOURCES);
	if (status != BLK_S_OK)
		return status;
	if (at + sectors > zone->wp)
		zone->wp = zone->written = at + sectors;
	if (!zone_is_open(zone) && zone->state != BLK_ZS_RDONLY && zone->state != BLK_ZS_OFFLINE)
		zone->state = BLK_ZS_IOPEN;
	if (zone->wp >= ZONE_CAPACITY)
		zone->state = BLK_ZS_FULL;
	return BLK_S_OK;
}

bool zones_may_write(struct model *m, struct disk_request *d, uint32_t bytes)
{
	uint8_t status = zone_write(m, d->sector, bytes, false);

	if (status != BLK_S_OK)
		d->status = status;
	return status == BLK_S_OK;
}
