/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define UNKNOWN 0x1f3 /* odd, as are requests whose data the device would read: there is none */

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q = blk_start(v);

	status_is(job, blk_make(q, UNKNOWN, 0, 0), BLK_S_UNSUPP, "a request of type 0x%x", UNKNOWN);
	pass(job);
}

CHECK(blk_unknown_type) = {
	.id = "virtio.block.unknown-request",
	.title = "A request of a type that does not exist is unsupported",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "the status is VIRTIO_BLK_S_UNSUPP for a request unsupported by the device",
	.level = LEVEL_SHOULD,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
