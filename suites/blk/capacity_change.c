/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#include <string.h>

#define MORE	  (1u << 20) /* bytes */
#define ACTION_MS 3000

/* By this the host knows the disk; one that could not stand in a list of arguments is none. */
static void ask_id(struct job *job, struct vq *q, char id[BLK_ID_BYTES + 1])
{
	struct blk_request r = blk_new(q->v, BLK_T_GET_ID, 0, BLK_ID_BYTES);

	prepared(job, blk_do(q, &r, NULL), "a request for the device's id");
	memcpy(id, r.data->bytes, BLK_ID_BYTES);
	id[BLK_ID_BYTES] = '\0';
	if (*id && !strpbrk(id, " ="))
		return;
	inconclusive(job, "the disk has no id by which the host could know it: '%s'", id);
	job_stop(job);
}

static void resize(struct job *job, const char *id, uint64_t bytes)
{
	struct answer answer;

	if (!ask_host(job, &answer, ACTION_MS, "resize-disk", "id=%s size=%llu", id,
		    (unsigned long long)bytes))
		return;
	inconclusive(job, "the host does not resize the disk: %s", answer.text);
	job_stop(job);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *q = blk_start(v);
	uint64_t before = blk_capacity(v), after;
	char id[BLK_ID_BYTES + 1];
	bool told;

	ask_id(job, q, id);
	vdev_isr(v); /* what was signalled until now */
	resize(job, id, before * BLK_SECTOR + MORE);
	told = vdev_wait_isr(v, ISR_CONFIG, VDEV_ANSWER_MS);
	after = blk_capacity(v);
	resize(job, id, before * BLK_SECTOR);
	expected(job, "a configuration change notification, as the capacity changed");
	observed(job, "capacity %llu, then %llu sectors; %s", (unsigned long long)before,
		(unsigned long long)after, told ? "a notification" : "no notification");
	if (after == before)
		inconclusive(job, "the host resized a disk, but not this one");
	else if (!told)
		fail(job, "the capacity changed without a notification");
	else
		pass(job);
}

CHECK(blk_capacity_change) = {
	.id = "virtio.block.capacity-change",
	.title = "A change of the capacity comes with a configuration change notification",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.unseen = "changes that the host makes for another reason than a resize",
	.level = LEVEL_SHOULD,
	.statements = "V14-BLK-D020",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_WRITES | UNIT_HOST,
	.run = run,
};
