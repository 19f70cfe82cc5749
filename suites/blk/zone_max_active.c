/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* A zone that was written to and closed is active and not open. */
static uint8_t activate(struct zoned *z, unsigned nth)
{
	struct blk_zone zone = zoned_empty(z, ZONES_SEQUENTIAL, nth);
	uint8_t status = blk_write(z->q, zone.wp, z->granule, 0x5a);

	return status == BLK_S_OK ? zoned_do(z, BLK_T_ZONE_CLOSE, zone.start) : status;
}

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);

	if (!z.max_active) {
		absent(job, "max_active_zones is 0: there is no limit");
		return;
	}
	zoned_empty(&z, ZONES_SEQUENTIAL, z.max_active);
	zoned_prepare(&z, BLK_T_ZONE_RESET_ALL, 0);
	for (unsigned i = 0; i <= z.max_active; i++) {
		uint8_t status = activate(&z, i);

		expected(job, "%u zones can be active, and not one more", z.max_active);
		observed(job, "zone number %u: %s", i + 1, blk_status_word(status));
		if ((status == BLK_S_OK) != (i < z.max_active)) {
			fail(job,
				"max_active_zones is %u, but writing to zone number %u is answered "
				"%s",
				z.max_active, i + 1, blk_status_word(status));
			return;
		}
	}
	pass(job);
}

CHECK(blk_zone_max_active) = {
	.id = "virtio.block.zone-max-active",
	.title = "As many zones can be active as max_active_zones says, and not one more",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "where it is 0, that there is no limit at all",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D013",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
