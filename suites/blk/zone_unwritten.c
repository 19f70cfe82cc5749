/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* Whether the second granule of the zone, written once and not since, still reads as that. */
static bool old_data(struct zoned *z, uint64_t start, uint8_t fill, uint32_t operation)
{
	const uint8_t *bytes;
	uint8_t status;

	zoned_prepare(z, BLK_T_ZONE_RESET, start);
	prepared(z->job, blk_write(z->q, start, 2 * z->granule, fill), "a write");
	zoned_prepare(z, BLK_T_ZONE_RESET, start);
	prepared(z->job, blk_write(z->q, start, z->granule, 0x11), "a write");
	if (operation == BLK_T_ZONE_FINISH)
		zoned_prepare(z, operation, start);
	status = blk_read(z->q, start + z->granule, z->granule, 0, &bytes);
	return status == BLK_S_OK && bytes_all(bytes, (size_t)z->granule * BLK_SECTOR, fill);
}

/* Another byte the second time tells the old data from a device's own pattern. */
static bool check(struct zoned *z, uint64_t start, uint32_t operation, const char *when)
{
	expected(z->job, "nothing of what was written before the zone was reset, %s", when);
	observed(z->job, "the data that was written before");
	if (!old_data(z, start, 0x5a, operation) || !old_data(z, start, 0xa5, operation))
		return true;
	fail(z->job, "sectors behind the write pointer still hold old data, %s", when);
	return false;
}

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_empty(&z, ZONES_SWR, 0).start;

	if (check(&z, start, 0, "the zone being open") &&
		check(&z, start, BLK_T_ZONE_FINISH, "the zone being finished"))
		pass(job);
}

CHECK(blk_zone_unwritten) = {
	.id = "virtio.block.zone-unwritten",
	.title = "Sectors behind the write pointer count as unwritten, also once the zone is "
		 "finished",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D055",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
