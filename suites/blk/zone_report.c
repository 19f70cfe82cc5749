/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

#include <string.h>

#define ROOM 2 /* zone descriptors */

static void run(struct job *job)
{
	struct zoned z = zoned_open(job);
	uint32_t head = sizeof(struct blk_zone_report),
		 size = head + ROOM * sizeof(struct blk_zone);
	struct blk_request r = blk_new(z.q->v, BLK_T_ZONE_REPORT, 0, size);
	const struct blk_zone_report *report = (void *)r.data->bytes;
	uint64_t told;
	uint32_t len;

	memset(r.data->bytes, 0xff, size);
	if (!status_is(job, blk_do(z.q, &r, &len), BLK_S_OK, "a zone report"))
		return;
	told = report->count;
	expected(job, "nr_zones as many as there are descriptors, at most %d", ROOM);
	observed(job, "nr_zones %llu, used length %u", (unsigned long long)told, len);
	if (told > ROOM || head + told * sizeof(struct blk_zone) > len)
		fail(job, "nr_zones counts %llu zones: more than were transferred",
			(unsigned long long)told);
	else if (!told || report->zones[0].start)
		fail(job, "the report does not describe the zone that was asked for");
	else
		pass(job);
}

CHECK(blk_zone_report) = {
	.id = "virtio.block.zone-report",
	.title = "A zone report counts the descriptors that it holds",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "nr_zones is set to the number of fully transferred zone descriptors",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
