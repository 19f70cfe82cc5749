/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);

	if (z.model != BLK_Z_HM) {
		absent(job, "the disk is not host-managed");
		return;
	}
	expected(job, "FEATURES_OK gone");
	observed(job, "FEATURES_OK set");
	if (accept_unzoned(z.q->v))
		fail(job, "a host-managed disk accepts a driver without VIRTIO_BLK_F_ZONED");
	else
		pass(job);
}

CHECK(blk_zoned_needed) = {
	.id = "virtio.block.zoned-needed",
	.title = "A host-managed disk refuses a driver without VIRTIO_BLK_F_ZONED",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D008",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
