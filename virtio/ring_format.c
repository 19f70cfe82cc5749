/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring_format.h"

const bool ring_split = false, ring_packed = true;

void ring_begin(struct vdev *v, bool packed, unsigned feature)
{
	int bits[] = {VIRTIO_F_VERSION_1, -1, -1, -1};
	unsigned count = 1;

	if (packed)
		vdev_need(v, VIRTIO_F_RING_PACKED);
	if (feature)
		vdev_need(v, feature);
	if (packed)
		bits[count++] = VIRTIO_F_RING_PACKED;
	if (feature)
		bits[count++] = (int)feature;
	vdev_begin_only_with(v, bits);
}
