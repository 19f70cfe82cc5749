/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/blk_zone.h"
#include "virtio/wire.h"

#define SECTOR 64

static void run(struct job *job)
{
	static const struct {
		uint32_t type, data;
		const char *name;
	} requests[] = {
		{BLK_T_ZONE_REPORT, sizeof(struct blk_zone_report) + sizeof(struct blk_zone),
			"a zone report"},
		{BLK_T_ZONE_OPEN, 0, "a zone open"},
		{BLK_T_ZONE_CLOSE, 0, "a zone close"},
		{BLK_T_ZONE_FINISH, 0, "a zone finish"},
		{BLK_T_ZONE_APPEND, BLK_SECTOR, "a zone append"},
		{BLK_T_ZONE_RESET, 0, "a zone reset"},
		{BLK_T_ZONE_RESET_ALL, 0, "a reset of all zones"},
	};
	struct vdev *v = wire_open(job);
	struct vq *q;

	if (!accept_unzoned(v)) {
		absent(job, "the device refuses a driver without VIRTIO_BLK_F_ZONED");
		return;
	}
	q = blk_go(v);
	for (size_t i = 0; i < sizeof(requests) / sizeof(*requests); i++)
		status_is(job, blk_make(q, requests[i].type, SECTOR, requests[i].data),
			BLK_S_UNSUPP, "%s", requests[i].name);
	pass(job);
}

CHECK(blk_zone_unsupported) = {
	.id = "virtio.block.zone-unsupported",
	.title = "Without VIRTIO_BLK_F_ZONED each zone request is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D036",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
};
