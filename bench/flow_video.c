/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/flow.h"
#include "bench/video.h"
#include "core/must.h"
#include "virtio/inventory.h"

static void run(struct job *job)
{
	struct video video;

	video_open(job, &video);
	video_fill(&video.buffers[0], 0x204060);
	must(job, kms_show(&video.kms, &video.buffers[0]), "showing the first frame");
	flow_reached(job, "flow.guest.first_frame");
}

static const struct metric_desc metrics[] = {
	{"flow.guest.first_frame", "ms", BETTER_LOWER,
		"from the kernel's start to the first frame on a display"},
	{0},
};

BENCH(flow_video) = {
	.id = "flow.video",
	.title = "When the first frame was shown after a start",
	.source = "Project Stratos: fast boot; the rear-view camera's first frame",
	.each = &gpu_cards,
	.flags = UNIT_SLOW,
	.metrics = metrics,
	.run = run,
};
