/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	static const uint8_t modes[] = {0, 1, 0, 1};
	struct vdev *v = wire_open(job);

	vdev_need(v, BLK_F_CONFIG_WCE);
	blk_start(v, BLK_F_CONFIG_WCE, BLK_F_FLUSH);
	for (size_t i = 0; i < sizeof(modes); i++) {
		uint8_t mode;

		vdev_config_write(v, BLK_CONFIG_WRITEBACK, 1, modes[i]);
		mode = vdev_config8(v, BLK_CONFIG_WRITEBACK);
		expected(job, "writeback %u after %u was written", modes[i], modes[i]);
		observed(job, "writeback %u", mode);
		if (mode != modes[i]) {
			fail(job, "writeback does not become %u", modes[i]);
			return;
		}
	}
	pass(job);
}

CHECK(blk_writeback) = {
	.id = "virtio.block.writeback",
	.title = "The cache mode can be set to writethrough and writeback, and reads back",
	.source = "VIRTIO 1.4, 5.2.5 Device Initialization",
	.prose = "the cache mode can be read or set through the writeback field",
	.unseen = "whether the backend really writes through",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
