/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/video_code.h"
#include "virtio/inventory.h"

#define FIRST 1 /* frame; 0 is also what no code at all is read as */

/*
 * From asking for a flip to the answer of the first screenshot that shows the frame, every
 * pixel of it. All times are the guest's own, so no clocks need to agree; a screenshot of a
 * picture that stands still takes as long as the smallest latency that can be seen.
 */

/* Until the display shows the frame; false, with a verdict, where it never does. */
static bool seen(struct job *job, const struct kms_buffer *buffer, uint32_t number, uint64_t since)
{
	struct screen screen;
	char text[400];
	bool whole;

	do
		screen_look(job, &screen);
	while (!(whole = screen_whole(&screen, buffer) && screen.top == number) &&
		clock_ns() - since < VIDEO_PATIENCE_MS * 1000000ull);
	if (whole)
		return true;
	screen_tell(&screen, text, sizeof(text));
	expected(job, "%ux%u, frame:bands %u:%u, no pixel wrong", buffer->width, buffer->height,
		number, screen_bands(buffer));
	observed(job, "%s", text);
	if (screen.top == number)
		fail(job, "frame %u is not shown as it was drawn", number);
	else
		inconclusive(job, "frame %u was not shown within %d ms", number, VIDEO_PATIENCE_MS);
	return false;
}

/* A mode's first frame has no flip. */
static bool set_mode(struct job *job, struct video *video)
{
	uint64_t start;

	screen_draw(&video->buffers[0], FIRST);
	start = clock_ns();
	must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
	if (!seen(job, &video->buffers[0], FIRST, start))
		return false;
	metric_value(
		job, "video.glass.modeset_time", video->conditions, (double)(clock_ns() - start));
	return true;
}

static void one_mode(struct job *job, struct video *video)
{
	static struct hist latency, resolution;
	int64_t count = job_setting(job, "video.glass_samples", 20);
	struct kms_flip_event event;
	struct screen screen;

	if (!set_mode(job, video))
		return;
	hist_clear(&latency);
	hist_clear(&resolution);
	for (uint32_t n = FIRST + 1; n <= FIRST + count; n++) {
		struct kms_buffer *buffer = &video->buffers[(n - FIRST) % 2];
		uint64_t start;

		screen_draw(buffer, n);
		start = clock_ns();
		screen_look(job, &screen);
		hist_add(&resolution, clock_ns() - start);
		start = clock_ns();
		must(job, kms_flip(&video->kms, buffer, n), "asking for a page flip");
		if (!seen(job, buffer, n, start))
			break;
		hist_add(&latency, clock_ns() - start);
		must(job, kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event),
			"the flip's event");
	}
	metric_hist(job, "video.glass.latency", video->conditions, &latency);
	metric_hist(job, "video.glass.resolution", video->conditions, &resolution);
}

static void run(struct job *job)
{
	video_each_mode(job, VIDEO_CODE_WIDTH_MIN, one_mode);
}

static const struct metric_desc metrics[] = {
	{"video.glass.modeset_time", "ns", BETTER_LOWER,
		"from asking for a mode to the first screenshot that shows its first frame, the "
		"screenshot included"},
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
