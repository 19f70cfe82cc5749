/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/balloon.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	static const struct {
		int feature;
		unsigned queue;
		const char *name;
	} queues[] = {
		{-1, BALLOON_INFLATE, "inflateq"},
		{-1, BALLOON_DEFLATE, "deflateq"},
		{BALLOON_F_STATS_VQ, BALLOON_STATS, "statsq"},
		{BALLOON_F_FREE_PAGE_HINT, BALLOON_FREE_PAGES, "free_page_vq"},
		{BALLOON_F_PAGE_REPORTING, BALLOON_REPORTING, "reporting_vq"},
	};
	struct vdev *v = wire_open(job);

	vdev_begin(v, BALLOON_F_STATS_VQ, BALLOON_F_FREE_PAGE_HINT, BALLOON_F_PAGE_REPORTING);
	for (size_t i = 0; i < sizeof(queues) / sizeof(*queues); i++) {
		if (queues[i].feature >= 0 && !vdev_accepted(v, (unsigned)queues[i].feature))
			continue;
		expected(job, "%s as queue %u", queues[i].name, queues[i].queue);
		observed(job, "no queue %u", queues[i].queue);
		if (!vdev_queue_max(v, queues[i].queue)) {
			fail(job, "there is no queue %u, which %s is", queues[i].queue,
				queues[i].name);
			return;
		}
	}
	pass(job);
}

CHECK(balloon_queues) = {
	.id = "virtio.balloon.queues",
	.title = "Each queue has its number, whether the others exist or not",
	.source = "VIRTIO 1.4, 5.5.2 Virtqueues",
	.prose = "virtqueues: 0 inflateq, 1 deflateq, 2 statsq, 3 free_page_vq, 4 reporting_vq",
	.level = LEVEL_MUST,
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS,
	.run = run,
};
