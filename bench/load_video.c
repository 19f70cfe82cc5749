/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/load.h"
#include "bench/video.h"
#include "core/must.h"
#include "virtio/inventory.h"

static void run(struct job *job, void (*ready)(void))
{
	static struct device card;
	struct video video;
	int err;

	if (!gpu_cards.find(&card, 1)) {
		absent(job, "no display device");
		return;
	}
	job->device = &card;
	video_open(job, &video);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	must(job, kms_dirty(&video.kms, &video.buffers[0], NULL), "DIRTYFB");
	ready();
	for (uint32_t n = 0; !(err = kms_dirty(&video.kms, &video.buffers[0], NULL)); n++)
		video_fill(&video.buffers[0], n * 0x010307);
	must(job, err, "DIRTYFB");
}

const struct load load_video = {
	.name = "video",
	.title = "whole frames written and handed to the display without a pause",
	.run = run,
};
