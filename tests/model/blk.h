/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_MODEL_BLK_H
#define TESTS_MODEL_BLK_H

#include "tests/model/model.h"
#include "virtio/blk.h"

/*
 * The model disk: class_blk.c is every disk's part, blk_ranges.c discard and its like,
 * blk_zones.c a zoned disk and blk_zone_requests.c its own requests. On that the first zones are
 * conventional, the last two read-only and offline, and a zone holds less than the room it takes.
 */
#define DISK_SECTORS	   4096
#define DISK_SECTORS_MAX   (2 * DISK_SECTORS) /* after a resize by the host */
#define ZONE_SECTORS	   256
#define ZONE_CAPACITY	   192
#define ZONES		   (DISK_SECTORS / ZONE_SECTORS)
#define ZONES_CONVENTIONAL 2
#define ZONE_READ_ONLY	   (ZONES - 2)
#define ZONE_OFFLINE	   (ZONES - 1)
#define ZONES_OPEN_MAX	   3
#define ZONES_ACTIVE_MAX   5
#define APPEND_MAX	   32 /* sectors */
#define GRANULARITY	   4096

struct model_zone {
	uint8_t type, state; /* enum blk_zone_type, blk_zone_state */
	uint32_t wp;	     /* sectors from the start of the zone */
	uint32_t written;    /* sectors that hold data: finishing moves wp, but writes nothing */
};

struct model_disk {
	uint8_t bytes[DISK_SECTORS_MAX * BLK_SECTOR];
	uint64_t sectors;
	bool may_not_unmap;
	struct model_zone zones[ZONES];
};

/* One request on its way. */
struct disk_request {
	struct model_request *r;
	uint32_t type;
	uint64_t sector;
	uint32_t out, in; /* bytes of data behind the header, before the status */
	uint8_t status;
	uint32_t written; /* bytes of `in` */
};

struct model_disk *model_disk(struct model *m);
/* Whether all of the bytes lie on the disk, in whole sectors. */
bool disk_has(const struct model *m, uint64_t sector, uint64_t bytes);
void disk_read(struct model *m, struct disk_request *d);
void disk_write(struct model *m, struct disk_request *d);

void disk_ranges(struct model *m, struct disk_request *d);

bool disk_is_zoned(const struct model *m); /* host-managed or host-aware */
void zones_init(struct model *m);
bool zones_negotiated(struct model *m);
/* False, with the status, for what a zone forbids; moves the write pointer where it does not. */
bool zones_may_read(struct model *m, struct disk_request *d);
bool zones_may_write(struct model *m, struct disk_request *d, uint32_t bytes);
/* What was never written reads as zeroes. */
void zones_blank(struct model *m, struct disk_request *d);
/* One zone: the one that holds a sector; emptied, if that can be; whether it is open. */
struct model_zone *zone_at(struct model *m, uint64_t sector);
void zone_reset(struct model_zone *zone);
bool zone_is_open(const struct model_zone *zone);
/* The status for what is missing for the zone to be opened, unless that fault is on. */
uint8_t zone_missing(struct model *m, const struct model_zone *zone, enum fault ignores);
/* The status of a write there; moves the write pointer where it is OK. */
uint8_t zone_write(struct model *m, uint64_t sector, uint32_t bytes, bool append);
void zones_erased(struct model *m, uint64_t sector, uint32_t sectors);
void zones_request(struct model *m, struct disk_request *d);

#endif
