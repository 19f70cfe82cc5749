/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SECTORS	     8
#define SEGMENTS_MAX 32 /* that are tried */
#define FILL	     0xa5

/* Every other stretch of the area is a segment of one request. */
static void run(struct job *job)
{
	struct blk_range ranges[SEGMENTS_MAX];
	struct vdev *v = wire_open(job);
	const uint8_t *bytes;
	uint32_t count;
	uint64_t area;
	struct vq *q;

	vdev_need(v, BLK_F_WRITE_ZEROES);
	q = blk_start(v, BLK_F_WRITE_ZEROES);
	count = vdev_config32(v, BLK_CONFIG_MAX_WRITE_ZEROES_SEG);
	if (!count || !vdev_config32(v, BLK_CONFIG_MAX_WRITE_ZEROES_SECTORS)) {
		fail(job, "max_write_zeroes_sectors and max_write_zeroes_seg allow no request");
		return;
	}
	count = count > SEGMENTS_MAX ? SEGMENTS_MAX : count;
	area = disk_area(q, 2ull * count * SECTORS);
	prepared(job, blk_write(q, area, 2 * count * SECTORS, FILL), "a write");
	for (uint32_t i = 0; i < count; i++)
		ranges[i] = (struct blk_range){area + 2ull * i * SECTORS, SECTORS, 0};
	if (!status_is(job, blk_ranges(q, BLK_T_WRITE_ZEROES, ranges, count), BLK_S_OK,
		    "write zeroes of %u segments", count))
		return;
	prepared(job, blk_read(q, area, 2 * count * SECTORS, FILL, &bytes), "a read");
	for (uint32_t i = 0; i < count; i++, bytes += 2 * SECTORS * BLK_SECTOR) {
		expected(job, "segment %u of %u 0x00, what follows it 0x%02x", i, count, FILL);
		observed(job, "0x%02x, 0x%02x", bytes[0], bytes[SECTORS * BLK_SECTOR]);
		if (!bytes_all(bytes, SECTORS * BLK_SECTOR, 0) ||
			!bytes_all(bytes + SECTORS * BLK_SECTOR, SECTORS * BLK_SECTOR, FILL)) {
			fail(job, "segment %u of a write zeroes request is not zeroed alone", i);
			return;
		}
	}
	pass(job);
}

CHECK(blk_write_zeroes_segments) = {
	.id = "virtio.block.write-zeroes-segments",
	.title = "Each of as many segments as max_write_zeroes_seg allows is zeroed",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "the data used for discard, secure erase or write zeroes commands consists of one "
		 "or more segments",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_blk_write),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
