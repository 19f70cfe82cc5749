/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#include <string.h>

#define SECTORS 8

/* Neighbours with other contents tell a write that went to the wrong place. */
static void run(struct job *job)
{
	static const uint8_t fills[] = {0x5a, 0xc3, 0x3c};
	struct vdev *v = wire_open(job);
	struct vq *q = blk_start(v);
	uint64_t area = disk_area(q, SECTORS * sizeof(fills));
	const uint8_t *bytes;

	for (size_t i = 0; i < sizeof(fills); i++)
		if (!status_is(job, blk_write(q, area + i * SECTORS, SECTORS, fills[i]), BLK_S_OK,
			    "a write of %d sectors", SECTORS))
			return;
	for (size_t i = 0; i < sizeof(fills); i++) {
		if (!status_is(job, blk_read(q, area + i * SECTORS, SECTORS, 0, &bytes), BLK_S_OK,
			    "a read of %d sectors", SECTORS))
			return;
		expected(job, "each byte 0x%02x", fills[i]);
		observed(job, "first byte 0x%02x, last byte 0x%02x", bytes[0],
			bytes[SECTORS * BLK_SECTOR - 1]);
		if (!bytes_all(bytes, (size_t)SECTORS * BLK_SECTOR, fills[i])) {
			fail(job, "what was written is not what is read");
			return;
		}
	}
	pass(job);
}

CHECK(blk_write) = {
	.id = "virtio.block.write",
	.title = "What is written is read back",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "VIRTIO_BLK_T_OUT requests write the contents of data to the block device",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
