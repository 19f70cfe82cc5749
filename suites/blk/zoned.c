/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"

#include "virtio/wire.h"

#include <string.h>

#define PAGE  32   /* zones of one report */
#define CHUNK 2048 /* sectors of one write */
#define FILL  0x5a

struct zoned zoned_open(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct zoned z = {.job = job};

	vdev_need(v, BLK_F_ZONED);
	z.q = blk_start(v, BLK_F_ZONED, BLK_F_SECURE_ERASE);
	z.model = vdev_config8(v, BLK_CONFIG_ZONED_MODEL);
	z.zone_sectors = vdev_config32(v, BLK_CONFIG_ZONE_SECTORS);
	z.max_open = vdev_config32(v, BLK_CONFIG_MAX_OPEN_ZONES);
	z.max_active = vdev_config32(v, BLK_CONFIG_MAX_ACTIVE_ZONES);
	z.max_append = vdev_config32(v, BLK_CONFIG_MAX_APPEND_SECTORS);
	z.granule = vdev_config32(v, BLK_CONFIG_WRITE_GRANULARITY) / BLK_SECTOR;
	z.granule = z.granule ? z.granule : 1;
	if (z.model != BLK_Z_NONE && z.zone_sectors)
		return z;
	absent(job, "the disk says that it has no zones (model %u)", z.model);
	job_stop(job);
}

static unsigned report(struct zoned *z, uint64_t sector, struct blk_zone *zones, unsigned count)
{
	if (sector >= blk_capacity(z->q->v))
		return 0;
	prepared(z->job, blk_zone_report(z->q, sector, zones, count, &count), "a zone report");
	return count;
}

typedef bool wanted(const struct blk_zone *zone, unsigned what);

static bool find(struct zoned *z, uint64_t sector, wanted *is, unsigned what, struct blk_zone *zone)
{
	struct blk_zone zones[PAGE];
	unsigned count;

	while ((count = report(z, sector, zones, PAGE))) {
		for (unsigned i = 0; i < count; i++)
			if (is(&zones[i], what)) {
				*zone = zones[i];
				return true;
			}
		if (zones[count - 1].start < sector)
			return false; /* a report that does not get on */
		sector = zones[count - 1].start + z->zone_sectors;
	}
	return false;
}

static bool is_type(const struct blk_zone *zone, unsigned types)
{
	return zone->type <= BLK_ZT_SWP && types >> zone->type & 1;
}

static bool is_usable(const struct blk_zone *zone, unsigned types)
{
	return is_type(zone, types) && zone->state != BLK_ZS_RDONLY &&
	       zone->state != BLK_ZS_OFFLINE;
}

static bool is_state(const struct blk_zone *zone, unsigned state)
{
	return zone->state == state;
}

bool zoned_next(struct zoned *z, uint64_t sector, unsigned types, struct blk_zone *zone)
{
	return find(z, sector, is_type, types, zone);
}

struct blk_zone zoned_any(struct zoned *z, unsigned types)
{
	struct blk_zone zone;

	if (find(z, z->zone_sectors, is_usable, types, &zone))
		return zone;
	absent(z->job, "the disk has no such zone behind its first");
	job_stop(z->job);
}

struct blk_zone zoned_in_state(struct zoned *z, enum blk_zone_state state)
{
	struct blk_zone zone;

	if (find(z, 0, is_state, state, &zone))
		return zone;
	absent(z->job, "no zone is %s", blk_zone_state_word(state));
	job_stop(z->job);
}

struct blk_zone zoned_empty(struct zoned *z, unsigned types, unsigned nth)
{
	uint64_t sector = z->zone_sectors;
	struct blk_zone zone;

	for (unsigned i = 0; find(z, sector, is_usable, types, &zone); i++) {
		sector = zone.start + z->zone_sectors;
		if (i < nth)
			continue;
		zoned_prepare(z, BLK_T_ZONE_RESET, zone.start);
		return zoned_look(z, zone.start);
	}
	absent(z->job, "the disk has not %u zones of the wanted type that can be written to",
		nth + 1);
	job_stop(z->job);
}

struct blk_zone zoned_look(struct zoned *z, uint64_t start)
{
	struct blk_zone zone;

	if (report(z, start, &zone, 1) && zone.start == start)
		return zone;
	inconclusive(z->job, "a zone report from sector %llu on does not begin with its zone",
		(unsigned long long)start);
	job_stop(z->job);
}

uint8_t zoned_do(struct zoned *z, uint32_t type, uint64_t sector)
{
	return blk_make(z->q, type, sector, 0);
}

void zoned_prepare(struct zoned *z, uint32_t type, uint64_t sector)
{
	prepared(z->job, zoned_do(z, type, sector), "request %u to the zone at sector %llu", type,
		(unsigned long long)sector);
}

/* One buffer for all of the writes, of which the last takes a part. */
static uint8_t write_part(struct zoned *z, struct blk_request *r, uint64_t sector, uint64_t count)
{
	struct seg segs[] = {device_reads(r->header),
		device_reads_part(r->data, 0, (uint32_t)count * BLK_SECTOR),
		device_writes(r->status)};

	((struct blk_header *)r->header->bytes)->sector = sector;
	*r->status->bytes = BLK_S_NONE;
	vq_do(z->q, segs, sizeof(segs) / sizeof(*segs));
	return *r->status->bytes;
}

void zoned_fill(struct zoned *z, const struct blk_zone *zone, uint64_t rest)
{
	uint64_t end = zone->start + zone->capacity - rest, step = CHUNK - CHUNK % z->granule;
	struct blk_request r;

	step = step ? step : z->granule;
	r = blk_new(z->q->v, BLK_T_OUT, 0, (uint32_t)step * BLK_SECTOR);
	memset(r.data->bytes, FILL, r.data->size);
	for (uint64_t at = zone->wp; at < end; at += step) {
		step = end - at < step ? end - at : step;
		prepared(z->job, write_part(z, &r, at, step), "a write at the write pointer");
	}
}

struct blk_zone zoned_use_up(struct zoned *z, unsigned types)
{
	if (!z->max_open) {
		absent(z->job, "any number of zones may be open");
		job_stop(z->job);
	}
	zoned_prepare(z, BLK_T_ZONE_RESET_ALL, 0);
	for (unsigned i = 0; i < z->max_open; i++)
		zoned_prepare(z, BLK_T_ZONE_OPEN, zoned_empty(z, types, i).start);
	return zoned_empty(z, types, z->max_open);
}

void zoned_need_append(struct zoned *z)
{
	if (z->max_append)
		return;
	absent(z->job, "max_append_sectors is 0: the disk does not append");
	job_stop(z->job);
}

bool zoned_transition(struct zoned *z, uint32_t type, uint64_t start, enum blk_zone_state want)
{
	struct blk_zone before = zoned_look(z, start), after;
	const char *from = blk_zone_state_word(before.state), *to = blk_zone_state_word(want);
	uint8_t status = zoned_do(z, type, start);

	after = zoned_look(z, start);
	expected(z->job, "from %s: OK and %s, or ZONE_INVALID_CMD and unchanged", from, to);
	observed(z->job, "%s and %s", blk_status_word(status), blk_zone_state_word(after.state));
	if ((status == BLK_S_OK && after.state == want) ||
		(status == BLK_S_ZONE_INVALID_CMD && after.state == before.state))
		return true;
	fail(z->job, "request %u to a zone that is %s is answered %s, and the zone is %s", type,
		from, blk_status_word(status), blk_zone_state_word(after.state));
	return false;
}
