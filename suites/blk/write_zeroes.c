/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SECTORS 8
#define FILL	0xa5

/* Zeroes where they belong, and the neighbours' data still there. */
static bool zeroes(struct job *job, struct vq *q, uint64_t area, uint32_t flags)
{
	struct blk_range range = {.sector = area + SECTORS, .sectors = SECTORS, .flags = flags};
	const char *how = flags ? "with unmap" : "without unmap";
	const size_t third = (size_t)SECTORS * BLK_SECTOR;
	const uint8_t *bytes;

	prepared(job, blk_write(q, area, 3 * SECTORS, FILL), "a write");
	if (!status_is(job, blk_ranges(q, BLK_T_WRITE_ZEROES, &range, 1), BLK_S_OK,
		    "write zeroes %s", how))
		return false;
	prepared(job, blk_read(q, area, 3 * SECTORS, FILL, &bytes), "a read");
	expected(job, "0x%02x, 0x00, 0x%02x around and in the range", FILL, FILL);
	observed(job, "0x%02x, 0x%02x, 0x%02x", bytes[third - 1], bytes[third], bytes[2 * third]);
	if (!bytes_all(bytes + third, third, 0))
		fail(job, "what was zeroed %s reads as something else", how);
	else if (!bytes_all(bytes, third, FILL) || !bytes_all(bytes + 2 * third, third, FILL))
		fail(job, "write zeroes %s changed sectors outside of its range", how);
	else
		return true;
	return false;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q;
	uint64_t area;

	vdev_need(v, BLK_F_WRITE_ZEROES);
	q = blk_start(v, BLK_F_WRITE_ZEROES);
	area = disk_area(q, 3 * SECTORS);
	if (zeroes(job, q, area, 0) && zeroes(job, q, area, BLK_RANGE_UNMAP))
		pass(job);
}

CHECK(blk_write_zeroes) = {
	.id = "virtio.block.write-zeroes",
	.title = "Sectors that were zeroed, with unmap or without, read as zeroes",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D027",
	.needs = NEEDS(&check_blk_write),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
