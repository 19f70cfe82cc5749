/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	char text[FEATURES_TEXT];

	expected(job, "bit %d offered", VIRTIO_F_VERSION_1);
	observed(job, "features %s", features_text(&v->offered, text));
	if (vdev_offers(v, VIRTIO_F_VERSION_1))
		pass(job);
	else
		fail(job, "VIRTIO_F_VERSION_1 is not offered");
}

CHECK(virtio_version_1) = {
	.id = "virtio.features.version-1",
	.title = "The device offers VIRTIO_F_VERSION_1",
	.source = "VIRTIO 1.4, 6.2 Reserved Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D023",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
