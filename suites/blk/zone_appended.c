/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

#define APPENDS 3

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	const uint8_t *bytes;
	uint64_t where, start;

	zoned_need_append(&z);
	start = zoned_empty(&z, ZONES_SWR, 0).start;
	for (uint8_t i = 0; i < APPENDS; i++) {
		zone = zoned_look(&z, start);
		prepared(job, blk_zone_append(z.q, start, z.granule, (uint8_t)(0x50 + i), &where),
			"a zone append");
		prepared(job, blk_read(z.q, zone.wp, z.granule, 0, &bytes), "a read");
		expected(job, "append_sector %llu, where the data is", (unsigned long long)zone.wp);
		observed(job, "append_sector %llu, data 0x%02x", (unsigned long long)where, *bytes);
		if (where != zone.wp || *bytes != 0x50 + i) {
			fail(job, "append_sector is not where the data was written");
			return;
		}
	}
	pass(job);
}

CHECK(blk_zone_appended) = {
	.id = "virtio.block.zone-appended",
	.title = "append_sector tells where the appended data is",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D047",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
