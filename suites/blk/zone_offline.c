/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/zoned.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	static const struct {
		uint32_t type;
		const char *name;
	} requests[] = {
		{BLK_T_ZONE_OPEN, "opening"},
		{BLK_T_ZONE_CLOSE, "closing"},
		{BLK_T_ZONE_FINISH, "finishing"},
		{BLK_T_ZONE_RESET, "resetting"},
	};
	struct zoned z = zoned_open(job);
	uint64_t start = zoned_in_state(&z, BLK_ZS_OFFLINE).start, where;
	const uint8_t *bytes;

	status_is(job, blk_read(z.q, start, z.granule, 0, &bytes), BLK_S_ZONE_INVALID_CMD,
		"a read of an offline zone");
	status_is(job, blk_write(z.q, start, z.granule, 0x5a), BLK_S_ZONE_INVALID_CMD,
		"a write to an offline zone");
	if (z.max_append)
		status_is(job, blk_zone_append(z.q, start, z.granule, 0x5a, &where),
			BLK_S_ZONE_INVALID_CMD, "a zone append to an offline zone");
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++)
		status_is(job, zoned_do(&z, requests[i].type, start), BLK_S_ZONE_INVALID_CMD,
			"%s an offline zone", requests[i].name);
	pass(job);
}

CHECK(blk_zone_offline) = {
	.id = "virtio.block.zone-offline",
	.title = "Every request to an offline zone is refused",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D054",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
