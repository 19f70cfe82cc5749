/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t unused0, unused1[3] = {0};

	unused0 = vdev_config8(v, BLK_CONFIG_UNUSED0);
	/* unused1 pads the fields of write zeroes: where these are not, it may not be, either. */
	if (vdev_offers(v, BLK_F_WRITE_ZEROES))
		vdev_config(v, BLK_CONFIG_UNUSED1, unused1, 3, 1);
	expected(job, "unused0 0, unused1 0 0 0");
	observed(job, "unused0 %u, unused1 %u %u %u", unused0, unused1[0], unused1[1], unused1[2]);
	if (unused0 || unused1[0] || unused1[1] || unused1[2])
		fail(job, "an unused byte of the configuration is not 0");
	else
		pass(job);
}

CHECK(blk_config_unused) = {
	.id = "virtio.block.config-unused",
	.title = "The unused bytes of the configuration are 0",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D004",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
