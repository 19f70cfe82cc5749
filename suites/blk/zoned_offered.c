/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

/* A disk whose model is NONE may be drive-managed: that looks like any plain disk. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone;
	bool found = zoned_next(&z, 0, ZONES_SEQUENTIAL, &zone);

	expected(job, "a sequential zone");
	if (found) {
		observed(job, "one at sector %llu", (unsigned long long)zone.start);
		pass(job);
		return;
	}
	observed(job, "none");
	fail(job, "VIRTIO_BLK_F_ZONED is offered by a disk without a sequential zone");
}

CHECK(blk_zoned_offered) = {
	.id = "virtio.block.zoned-offered",
	.title = "A disk that offers VIRTIO_BLK_F_ZONED and is not drive-managed has sequential "
		 "zones",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.unseen = "whether a disk of model NONE is drive-managed or not zoned at all",
	.level = LEVEL_SHOULD,
	.statements = "V14-BLK-D005",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
