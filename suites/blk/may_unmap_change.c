/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ask.h"
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define ACTION_MS 3000

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct answer answer;
	uint8_t before, after;
	bool told;

	vdev_need(v, BLK_F_WRITE_ZEROES);
	blk_start(v, BLK_F_WRITE_ZEROES);
	before = vdev_config8(v, BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP);
	vdev_isr(v);
	if (ask_host(job, &answer, ACTION_MS, "disk-unmap", "%s", "")) {
		inconclusive(job, "the host changes nothing about unmapping: %s", answer.text);
		return;
	}
	told = vdev_wait_isr(v, ISR_CONFIG, VDEV_ANSWER_MS);
	after = vdev_config8(v, BLK_CONFIG_WRITE_ZEROES_MAY_UNMAP);
	expected(job, "a configuration change notification, as write_zeroes_may_unmap changed");
	observed(
		job, "%u, then %u; %s", before, after, told ? "a notification" : "no notification");
	if (after == before)
		inconclusive(job, "write_zeroes_may_unmap did not change");
	else if (!told)
		fail(job, "write_zeroes_may_unmap changed without a notification");
	else
		pass(job);
}

CHECK(blk_may_unmap_change) = {
	.id = "virtio.block.may-unmap-change",
	.title =
		"A change of write_zeroes_may_unmap comes with a configuration change notification",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.unseen = "changes that no action of the host brings about",
	.level = LEVEL_SHOULD,
	.statements = "V14-BLK-D030",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
