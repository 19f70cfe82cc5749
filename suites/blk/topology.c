/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define EXPONENT_MAX 22 /* a physical block of 2 GiB at 512 bytes a logical one */

/* alignment_offset is the first aligned logical block: within the first physical one. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t exponent, offset;

	vdev_need(v, BLK_F_TOPOLOGY);
	vdev_begin(v, BLK_F_TOPOLOGY);
	exponent = vdev_config8(v, BLK_CONFIG_TOPOLOGY);
	offset = vdev_config8(v, BLK_CONFIG_TOPOLOGY + 1);
	expected(job, "physical_block_exp at most %d, alignment_offset below 2 to its power",
		EXPONENT_MAX);
	observed(job, "physical_block_exp %u, alignment_offset %u", exponent, offset);
	if (exponent > EXPONENT_MAX)
		fail(job, "a physical block cannot hold 2 to the power of %u blocks", exponent);
	else if (offset >= 1u << exponent)
		fail(job, "alignment_offset %u lies behind the first physical block", offset);
	else
		pass(job);
}

CHECK(blk_topology) = {
	.id = "virtio.block.topology",
	.title = "The topology describes blocks that can be",
	.source = "VIRTIO 1.4, 5.2.5 Device Initialization",
	.prose = "the fields in topology can be read to determine the physical block size and "
		 "optimal I/O lengths",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
