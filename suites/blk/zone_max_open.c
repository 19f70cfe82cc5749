/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);

	if (!z.max_open || (z.max_active && z.max_active < z.max_open)) {
		absent(job, "max_open_zones is no limit of its own (%u open, %u active)",
			z.max_open, z.max_active);
		return;
	}
	zoned_empty(&z, ZONES_SEQUENTIAL, z.max_open); /* there must be one more than that */
	zoned_prepare(&z, BLK_T_ZONE_RESET_ALL, 0);
	for (unsigned i = 0; i <= z.max_open; i++) {
		uint64_t start = zoned_empty(&z, ZONES_SEQUENTIAL, i).start;
		uint8_t status = zoned_do(&z, BLK_T_ZONE_OPEN, start);

		expected(job, "%u zones can be open, and not one more", z.max_open);
		observed(job, "zone number %u: %s", i + 1, blk_status_word(status));
		if ((status == BLK_S_OK) != (i < z.max_open)) {
			fail(job, "max_open_zones is %u, but opening zone number %u is answered %s",
				z.max_open, i + 1, blk_status_word(status));
			return;
		}
	}
	pass(job);
}

CHECK(blk_zone_max_open) = {
	.id = "virtio.block.zone-max-open",
	.title = "As many zones can be open as max_open_zones says, and not one more",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "where it is 0, that there is no limit at all",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D012",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
