/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

static void one_mode(struct job *job, struct video *video)
{
	static struct hist enable, disable;
	int64_t count = job_setting(job, "video.modesets", 10);

	hist_clear(&enable);
	hist_clear(&disable);
	must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
	for (int64_t i = 0; i < count; i++) {
		uint64_t start = clock_ns(), off;

		must(job, kms_hide(&video->kms), "taking the display away");
		off = clock_ns();
		must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
		hist_add(&disable, off - start);
		hist_add(&enable, clock_ns() - off);
	}
	metric_hist(job, "video.modeset.enable_time", video->conditions, &enable);
	metric_hist(job, "video.modeset.disable_time", video->conditions, &disable);
}

static void run(struct job *job)
{
	video_each_mode(job, 0, one_mode);
}

static const struct metric_desc metrics[] = {
	{"video.modeset.enable_time", "ns", BETTER_LOWER, "from no display to a mode with a frame"},
	{"video.modeset.disable_time", "ns", BETTER_LOWER, "from a mode to no display"},
	{0},
};

BENCH(video_modeset) = {
	.id = "video.modeset",
	.title = "How long setting a display mode takes",
	.source = "Linux KMS (drm_mode.h, SETCRTC); VIRTIO 1.4 clause 5.7 SET_SCANOUT",
	.each = &gpu_cards,
	.metrics = metrics,
	.run = run,
};
