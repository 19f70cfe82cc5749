/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void check(struct zoned *z, uint8_t status, const char *request)
{
	expected(z->job, "ZONE_OPEN_RESOURCE or ZONE_ACTIVE_RESOURCE");
	observed(z->job, "%s: %s", request, blk_status_word(status));
	if (status != BLK_S_ZONE_OPEN_RESOURCE && status != BLK_S_ZONE_ACTIVE_RESOURCE)
		fail(z->job, "%s to a zone more than may be open is answered %s", request,
			blk_status_word(status));
}

/* Zones that were opened by request are not closed by the device to make room. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_use_up(&z, ZONES_SWR);
	uint64_t where;

	check(&z, blk_write(z.q, zone.start, z.granule, 0x5a), "a write");
	if (z.max_append)
		check(&z, blk_zone_append(z.q, zone.start, z.granule, 0x5a, &where),
			"a zone append");
	pass(job);
}

CHECK(blk_zone_write_resources) = {
	.id = "virtio.block.zone-write-resources",
	.title = "A write that would open a zone more than may be open fails for want of resources",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D044",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
