/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

#include <string.h>

/* Two buffers with other contents: what the device does not fill differs. */
static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	struct blk_zone zone = zoned_empty(&z, ZONES_SWR, 0);
	size_t size = (size_t)z.granule * BLK_SECTOR;
	const uint8_t *first, *second;
	uint8_t status = blk_read(z.q, zone.start, z.granule, 0x11, &first);

	if (status != BLK_S_OK) {
		pass(job); /* to fail the request is the other of the two ways */
		return;
	}
	prepared(job, blk_read(z.q, zone.start, z.granule, 0x22, &second), "a second read");
	expected(job, "the same pattern twice, or a read that fails");
	observed(job, "0x%02x 0x%02x ..., then 0x%02x 0x%02x ...", first[0], first[1], second[0],
		second[1]);
	if (memcmp(first, second, size) != 0)
		fail(job, "a read of unwritten sectors neither fails nor gives a pattern");
	else
		pass(job);
}

CHECK(blk_zone_unwritten_read) = {
	.id = "virtio.block.zone-unwritten-read",
	.title = "A read of unwritten sectors gives a fixed pattern or fails",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D056",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
