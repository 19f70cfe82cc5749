/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/blk.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	char text[FEATURES_TEXT];

	vdev_need(v, BLK_F_CONFIG_WCE);
	expected(job, "bit %d offered beside bit %d", BLK_F_FLUSH, BLK_F_CONFIG_WCE);
	observed(job, "features %s", features_text(&v->offered, text));
	if (vdev_offers(v, BLK_F_FLUSH))
		pass(job);
	else
		fail(job, "VIRTIO_BLK_F_CONFIG_WCE is offered without VIRTIO_BLK_F_FLUSH");
}

CHECK(blk_config_wce) = {
	.id = "virtio.block.config-wce-needs-flush",
	.title = "A disk that offers VIRTIO_BLK_F_CONFIG_WCE offers VIRTIO_BLK_F_FLUSH, too",
	.source = "VIRTIO 1.4, 5.2.5.2 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D002",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
