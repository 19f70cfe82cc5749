/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint8_t unused[3];

	vdev_config(z.q->v, BLK_CONFIG_UNUSED2, unused, sizeof(unused), 1);
	expected(job, "unused2 0 0 0");
	observed(job, "unused2 %u %u %u", unused[0], unused[1], unused[2]);
	if (bytes_all(unused, sizeof(unused), 0))
		pass(job);
	else
		fail(job, "an unused byte of the zone characteristics is not 0");
}

CHECK(blk_zone_config_unused) = {
	.id = "virtio.block.zone-config-unused",
	.title = "The unused bytes of the zone characteristics are 0",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D018",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
