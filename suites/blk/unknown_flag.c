/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SECTORS 8
#define UNKNOWN 2u /* the lowest of the reserved bits; the highest is tried, too */

struct command {
	uint32_t type;
	unsigned feature;
	const char *name;
};

/* One function for the three commands whose segments have flags. */
static void run(struct job *job)
{
	static const uint32_t flags[] = {UNKNOWN, UNKNOWN | BLK_RANGE_UNMAP, 1u << 31};
	const struct command *command = job->unit->data;
	struct vdev *v = wire_open(job);
	struct blk_range range = {.sectors = SECTORS};
	struct vq *q;

	vdev_need(v, command->feature);
	q = blk_start(v, (int)command->feature);
	range.sector = disk_area(q, SECTORS);
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++) {
		range.flags = flags[i];
		status_is(job, blk_ranges(q, command->type, &range, 1), BLK_S_UNSUPP,
			"a %s with flags 0x%x", command->name, range.flags);
	}
	pass(job);
}

static const struct command discard = {BLK_T_DISCARD, BLK_F_DISCARD, "discard"},
			    write_zeroes = {BLK_T_WRITE_ZEROES, BLK_F_WRITE_ZEROES, "write zeroes"},
			    secure_erase = {BLK_T_SECURE_ERASE, BLK_F_SECURE_ERASE, "secure erase"};

CHECK(blk_discard_flag) = {
	.id = "virtio.block.discard-unknown-flag",
	.title = "A discard with an unknown flag is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D023",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
	.data = &discard,
};

CHECK(blk_write_zeroes_flag) = {
	.id = "virtio.block.write-zeroes-unknown-flag",
	.title = "A write zeroes request with an unknown flag is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D023",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
	.data = &write_zeroes,
};

CHECK(blk_secure_erase_flag) = {
	.id = "virtio.block.secure-erase-unknown-flag",
	.title = "A secure erase with an unknown flag is unsupported",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D023",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
	.data = &secure_erase,
};
