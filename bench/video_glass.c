/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/video_code.h"
#include "virtio/inventory.h"

/*
 * From asking for a flip to the answer of the first screenshot that shows the frame. All
 * times are the guest's own, so no clocks need to agree; a screenshot of a picture that
 * stands still takes as long as the smallest latency that can be seen.
 */

static void run(struct job *job)
{
	static struct hist latency, resolution;
	int64_t count = job_setting(job, "video.glass_samples", 30);
	struct kms_flip_event event;
	struct screen screen;
	struct video video;

	video_open(job, &video);
	if (video.kms.mode.hdisplay < VIDEO_CODE_WIDTH_MIN) {
		skipped(job, "the mode is narrower than %d pixels", VIDEO_CODE_WIDTH_MIN);
		return;
	}
	hist_clear(&latency);
	hist_clear(&resolution);
	screen_draw(&video.buffers[0], 0);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	for (uint32_t n = 1; n <= count; n++) {
		struct kms_buffer *buffer = &video.buffers[n % 2];
		uint64_t start;

		screen_draw(buffer, n);
		start = clock_ns();
		screen_look(job, &screen);
		hist_add(&resolution, clock_ns() - start);
		start = clock_ns();
		must(job, kms_flip(&video.kms, buffer, n), "asking for a page flip");
		do
			screen_look(job, &screen);
		while (screen.top != n && clock_ns() - start < VIDEO_PATIENCE_MS * 1000000ull);
		if (screen.top != n) {
			inconclusive(
				job, "frame %u was not shown within %d ms", n, VIDEO_PATIENCE_MS);
			break;
		}
		hist_add(&latency, clock_ns() - start);
		must(job, kms_flip_done(&video.kms, VIDEO_PATIENCE_MS, &event), "the flip's event");
	}
	metric_hist(job, "video.glass.latency", video.conditions, &latency);
	metric_hist(job, "video.glass.resolution", video.conditions, &resolution);
}

static const struct metric_desc metrics[] = {
	{"video.glass.latency", "ns", BETTER_LOWER,
		"from asking for a flip to the first screenshot that shows the frame, the "
		"screenshot included"},
	{"video.glass.resolution", "ns", BETTER_LOWER,
		"time of a screenshot while nothing changes: no shorter latency can be seen"},
	{0},
};

BENCH(video_glass) = {
	.id = "video.glass",
	.title = "How long a frame takes to the hypervisor's display",
	.source = "Linux KMS (drm_mode.h, PAGE_FLIP); VIRTIO 1.4 clause 5.7 RESOURCE_FLUSH",
	.each = &gpu_cards,
	.flags = UNIT_HOST,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
