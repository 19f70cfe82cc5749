/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/balloon.h"
#include "virtio/host_change.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct host_change change = host_change_prepare(v);
	uint32_t pages;
	bool told;

	vdev_begin(v);
	vdev_live(v);
	vdev_isr(v); /* what was signalled until now */
	host_change_make(v, &change);
	told = vdev_wait_isr(v, ISR_CONFIG, VDEV_ANSWER_MS);
	pages = vdev_config32(v, BALLOON_CONFIG_NUM_PAGES);
	host_change_undo(v);
	expected(job, "another num_pages than %llu, and a configuration change notification",
		(unsigned long long)change.before);
	observed(job, "num_pages %u, %s", pages, told ? "a notification" : "no notification");
	if (pages == change.before)
		fail(job, "the host wants pages, but num_pages stays %u", pages);
	else if (!told)
		fail(job, "num_pages changed without a notification");
	else
		pass(job);
}

CHECK(balloon_target) = {
	.id = "virtio.balloon.target",
	.title = "A new target of the host stands in num_pages, with a notification",
	.source = "VIRTIO 1.4, 5.5.6 Device Operation",
	.prose = "the device is driven by the receipt of a configuration change notification",
	.level = LEVEL_MUST,
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
