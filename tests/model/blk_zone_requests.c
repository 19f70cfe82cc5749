/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/blk.h"

#include "virtio/blk_zone.h"

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
	status = zone_write(m, where, d->out, true);
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
	status = zone_missing(m, zone, FAULT_BLK_ZONE_OPEN_RESOURCES);
	if (status == BLK_S_OK || model_fault(FAULT_BLK_ZONE_OPEN_ANYWAY))
		zone->state = BLK_ZS_EOPEN;
	return status;
}

static uint8_t close_zone(struct model *m, struct model_zone *zone)
{
	(void)m;
	if (zone->state == BLK_ZS_CLOSED)
		return BLK_S_OK;
	if (!zone_is_open(zone))
		return model_fault(FAULT_BLK_ZONE_CLOSE_EMPTY) ? BLK_S_OK : BLK_S_ZONE_INVALID_CMD;
	zone->state = zone->wp ? BLK_ZS_CLOSED : BLK_ZS_EMPTY;
	return BLK_S_OK;
}

static uint8_t finish_zone(struct model *m, struct model_zone *zone)
{
	(void)m;
	if (zone->state == BLK_ZS_FULL)
		return BLK_S_OK;
	if (!zone_is_open(zone))
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
	zone_reset(zone);
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
			zone_reset(&model_disk(m)->zones[i]);
	return BLK_S_OK;
}

void zones_erased(struct model *m, uint64_t sector, uint32_t sectors)
{
	for (uint64_t at = sector; at < sector + sectors; at += ZONE_SECTORS)
		if (!model_fault(FAULT_BLK_ZONE_ERASE_KEEPS))
			zone_reset(zone_at(m, at));
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
