/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define SEGMENTS_MAX 32 /* that are tried */

struct command {
	uint32_t type;
	unsigned feature;
	unsigned sectors_at, segments_at, alignment_at; /* of the configuration */
	const char *name;
};

/* What is left in the sectors is nobody's business: only that the limits hold. */
static void run(struct job *job)
{
	const struct command *command = job->unit->data;
	struct blk_range ranges[SEGMENTS_MAX];
	struct vdev *v = wire_open(job);
	uint32_t sectors, segments, step;
	uint64_t area;
	struct vq *q;

	vdev_need(v, command->feature);
	q = blk_start(v, (int)command->feature);
	sectors = vdev_config32(v, command->sectors_at);
	segments = vdev_config32(v, command->segments_at);
	step = vdev_config32(v, command->alignment_at);
	step = step ? step : 1;
	if (!segments || sectors < step) {
		expected(job, "at least one segment of %u sectors", step);
		observed(job, "%u segments, %u sectors", segments, sectors);
		fail(job, "the limits of a %s allow no request", command->name);
		return;
	}
	segments = segments > SEGMENTS_MAX ? SEGMENTS_MAX : segments;
	area = disk_area(q, (segments + 1ull) * step);
	area += (step - area % step) % step;
	for (uint32_t i = 0; i < segments; i++)
		ranges[i] = (struct blk_range){area + (uint64_t)i * step, step, 0};
	if (status_is(
		    job, blk_ranges(q, command->type, ranges, 1), BLK_S_OK, "a %s", command->name))
		status_is(job, blk_ranges(q, command->type, ranges, segments), BLK_S_OK,
			"a %s of %u segments", command->name, segments);
	pass(job);
}

static const struct command discard = {BLK_T_DISCARD, BLK_F_DISCARD, BLK_CONFIG_MAX_DISCARD_SECTORS,
	BLK_CONFIG_MAX_DISCARD_SEG, BLK_CONFIG_DISCARD_ALIGNMENT, "discard"};
static const struct command secure_erase = {BLK_T_SECURE_ERASE, BLK_F_SECURE_ERASE,
	BLK_CONFIG_MAX_SECURE_ERASE_SECTORS, BLK_CONFIG_MAX_SECURE_ERASE_SEG,
	BLK_CONFIG_SECURE_ERASE_ALIGNMENT, "secure erase"};

CHECK(blk_discard) = {
	.id = "virtio.block.discard",
	.title = "A discard of as many segments as max_discard_seg allows is carried out",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "the maximum number of segments is max_discard_seg for discard commands",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
	.data = &discard,
};

CHECK(blk_secure_erase) = {
	.id = "virtio.block.secure-erase",
	.title = "A secure erase of as many segments as max_secure_erase_seg allows is carried out",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation",
	.prose = "the maximum number of segments is max_secure_erase_seg for secure erase commands",
	.unseen = "whether the data is gone from the medium",
	.level = LEVEL_MUST,
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES,
	.run = run,
	.data = &secure_erase,
};
