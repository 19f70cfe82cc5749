/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

#define PAGE 32 /* zones of one report */

static bool right(struct zoned *z, const struct blk_zone *zone, uint64_t index)
{
	expected(z->job, "zone %llu at sector %llu, of a capacity of at most %u",
		(unsigned long long)index, (unsigned long long)index * z->zone_sectors,
		z->zone_sectors);
	observed(z->job, "at sector %llu, of a capacity of %llu", (unsigned long long)zone->start,
		(unsigned long long)zone->capacity);
	if (zone->start == index * z->zone_sectors && zone->capacity <= z->zone_sectors)
		return true;
	fail(z->job, "zone_sectors is %u, but the zones are not of that size", z->zone_sectors);
	return false;
}

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t zones, index = 0;
	struct blk_zone page[PAGE];
	unsigned count;

	zones = (blk_capacity(z.q->v) + z.zone_sectors - 1) / z.zone_sectors;
	while (index < zones) {
		prepared(job, blk_zone_report(z.q, index * z.zone_sectors, page, PAGE, &count),
			"a zone report");
		for (unsigned i = 0; i < count; i++)
			if (!right(&z, &page[i], index++))
				return;
		if (!count)
			break;
	}
	expected(job, "%llu zones", (unsigned long long)zones);
	observed(job, "%llu zones", (unsigned long long)index);
	if (index != zones)
		fail(job, "the capacity and zone_sectors make another number of zones");
	else
		pass(job);
}

CHECK(blk_zone_sectors) = {
	.id = "virtio.block.zone-sectors",
	.title = "zone_sectors is the size of every zone",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D010",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
