/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q = blk_start(v);
	uint64_t capacity = blk_capacity(v);
	const uint8_t *bytes;
	uint8_t status;

	if (!capacity) {
		absent(job, "the capacity is 0: there is no sector to read");
		return;
	}
	status = blk_read(q, capacity - 1, 1, 0, &bytes);
	if (status == BLK_S_ZONE_INVALID_CMD && vdev_accepted(v, BLK_F_ZONED)) {
		absent(job, "the last zone cannot be read");
		return;
	}
	status_is(job, status, BLK_S_OK, "a read of the last sector (%llu)",
		(unsigned long long)capacity - 1);
	pass(job);
}

CHECK(blk_capacity) = {
	.id = "virtio.block.capacity",
	.title = "The last sector that the capacity promises can be read",
	.source = "VIRTIO 1.4, 5.2.5 Device Initialization",
	.prose = "the device size can be read from capacity",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
