/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BLK_ZONED_H
#define SUITES_BLK_ZONED_H

#include "suites/blk/disk.h"
#include "virtio/blk_zone.h"

/*
 * What the checks of zoned disks share: a zoned disk at work, its limits, and zones to try
 * things on. Data in the sequential zones is lost, but never that of the first zone.
 */
struct zoned {
	struct job *job;
	struct vq *q;
	unsigned model; /* BLK_Z_HM or BLK_Z_HA */
	uint32_t zone_sectors, max_open, max_active, max_append;
	uint32_t granule; /* write_granularity, in sectors */
};

#define ZONES_SWR	 (1u << BLK_ZT_SWR) /* sets of zone types */
#define ZONES_SWP	 (1u << BLK_ZT_SWP)
#define ZONES_CONV	 (1u << BLK_ZT_CONV)
#define ZONES_SEQUENTIAL (ZONES_SWR | ZONES_SWP)
#define ZONES_NOT_SWR	 (ZONES_CONV | ZONES_SWP)

/* Ends the job as `absent` where the disk is not zoned. */
struct zoned zoned_open(struct job *job);

/* The next zone of those types, from `sector` on; false if there is none. */
bool zoned_next(struct zoned *z, uint64_t sector, unsigned types, struct blk_zone *zone);
/* The first zone in that state, whatever its type; ends the job as `absent` if there is none. */
struct blk_zone zoned_in_state(struct zoned *z, enum blk_zone_state state);
/* Any zone of those types, as it is; ends the job as `absent` if there is none. */
struct blk_zone zoned_any(struct zoned *z, unsigned types);
/* The nth zone of those types that can be written to, empty; ends the job if there is none. */
struct blk_zone zoned_empty(struct zoned *z, unsigned types, unsigned nth);
/* The zone as it is now. */
struct blk_zone zoned_look(struct zoned *z, uint64_t start);

/* A request without data. */
uint8_t zoned_do(struct zoned *z, uint32_t type, uint64_t sector);
/* The same where it only prepares what is checked. */
void zoned_prepare(struct zoned *z, uint32_t type, uint64_t sector);
/* Writes from the write pointer on until only `rest` sectors of the zone are left. */
void zoned_fill(struct zoned *z, const struct blk_zone *zone, uint64_t rest);
/* Opens as many zones of those types as may be open; the nth of them that follows is returned. */
struct blk_zone zoned_use_up(struct zoned *z, unsigned types);
/* Ends the job as `absent` where the disk cannot append. */
void zoned_need_append(struct zoned *z);

/*
 * Tries to bring the zone into state `want`: answered OK and there, or answered
 * ZONE_INVALID_CMD and as before; `fail` otherwise.
 */
bool zoned_transition(struct zoned *z, uint32_t type, uint64_t start, enum blk_zone_state want);

#endif
