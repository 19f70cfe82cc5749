/* SPDX-License-Identifier: Apache-2.0 */
#include "core/scratch.h"
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#include <string.h>

#define SECTOR 64

/* A device that breaks this loses data: only for a disk that says itself that it may. */
static void check_scratch(struct job *job, struct vq *q)
{
	const uint8_t *bytes;

	prepared(job, blk_read(q, 0, 1, 0, &bytes), "a read of the first sector");
	if (job->device->scratch || !memcmp(bytes, SCRATCH_SIGNATURE, strlen(SCRATCH_SIGNATURE)))
		return;
	skipped(job, "%s bears no scratch signature", job->device->id);
	job_stop(job);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const uint8_t *before, *after;
	struct vq *q;

	vdev_need(v, BLK_F_RO);
	q = blk_start(v, BLK_F_RO);
	check_scratch(job, q);
	prepared(job, blk_read(q, SECTOR, 1, 0, &before), "a read");
	status_is(job, blk_write(q, SECTOR, 1, (uint8_t)~before[0]), BLK_S_IOERR, "a write");
	prepared(job, blk_read(q, SECTOR, 1, 0, &after), "a read");
	expected(job, "sector %d as it was: 0x%02x ...", SECTOR, before[0]);
	observed(job, "0x%02x ...", after[0]);
	if (memcmp(before, after, BLK_SECTOR) != 0)
		fail(job, "a read-only disk was written to");
	else
		pass(job);
}

CHECK(blk_read_only) = {
	.id = "virtio.block.read-only",
	.title = "A write to a read-only disk is answered IOERR and writes nothing",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D021 V14-BLK-D022",
	.needs = NEEDS(&check_blk_read),
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
