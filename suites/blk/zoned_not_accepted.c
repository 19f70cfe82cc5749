/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SIZE (BLK_CONFIG_END - BLK_CONFIG_ZONE_SECTORS)

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t zoned[SIZE];
	size_t at = 0;

	vdev_need(v, BLK_F_ZONED);
	if (!accept_unzoned(v)) {
		absent(job, "the device refuses a driver without VIRTIO_BLK_F_ZONED");
		return;
	}
	vdev_config(v, BLK_CONFIG_ZONE_SECTORS, zoned, SIZE, 1);
	while (at < SIZE && !zoned[at])
		at++;
	expected(job, "0 in each byte from %d to %d", BLK_CONFIG_ZONE_SECTORS, BLK_CONFIG_END - 1);
	if (at == SIZE) {
		pass(job);
		return;
	}
	observed(job, "0x%02x in byte %zu", zoned[at], BLK_CONFIG_ZONE_SECTORS + at);
	fail(job, "a zone characteristic is not 0 although VIRTIO_BLK_F_ZONED was not accepted");
}

CHECK(blk_zoned_not_accepted) = {
	.id = "virtio.block.zoned-not-accepted",
	.title = "Without VIRTIO_BLK_F_ZONED a host-aware disk shows no zone characteristics",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_SHOULD,
	.statements = "V14-BLK-D007",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
