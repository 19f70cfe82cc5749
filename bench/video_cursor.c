/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <xf86drm.h>

#define MS	    1000000u
#define WARMUP	    3
#define COMMON_SIZE 64 /* where the driver names none (drm.h, DRM_CAP_CURSOR_WIDTH) */

static uint32_t cursor_size(const struct kms *kms, uint64_t capability)
{
	uint64_t size = 0;

	return drmGetCap(kms->fd, capability, &size) || !size ? COMMON_SIZE : (uint32_t)size;
}

static void moves(struct job *job, struct video *video, uint64_t duration_ns)
{
	static struct hist times;
	uint64_t end = clock_ns() + duration_ns;
	int width = video->kms.mode.hdisplay, height = video->kms.mode.vdisplay;

	hist_clear(&times);
	for (int n = 0; clock_ns() < end; n++) {
		uint64_t start = clock_ns();

		must(job, kms_cursor_move(&video->kms, n * 7 % width, n * 3 % height),
			"moving the cursor");
		if (n >= WARMUP)
			hist_add(&times, clock_ns() - start);
	}
	metric_hist(job, "video.cursor.move_time", video->conditions, &times);
}

static void images(
	struct job *job, struct video *video, struct kms_buffer cursors[2], uint64_t duration_ns)
{
	static struct hist times;
	uint64_t end = clock_ns() + duration_ns;

	hist_clear(&times);
	for (unsigned n = 0; clock_ns() < end; n++) {
		uint64_t start = clock_ns();

		must(job, kms_cursor_set(&video->kms, &cursors[n % 2]), "setting the cursor");
		if (n >= WARMUP)
			hist_add(&times, clock_ns() - start);
	}
	metric_hist(job, "video.cursor.image_time", video->conditions, &times);
}

static void run(struct job *job)
{
	uint64_t duration_ns = (uint64_t)job_setting(job, "video.cursor_ms", 200) * MS;
	struct kms_buffer cursors[2];
	struct video video;
	uint32_t width, height;

	video_open(job, &video);
	width = cursor_size(&video.kms, DRM_CAP_CURSOR_WIDTH);
	height = cursor_size(&video.kms, DRM_CAP_CURSOR_HEIGHT);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	for (size_t i = 0; i < 2; i++) {
		must(job, kms_buffer_new(&video.kms, &cursors[i], width, height),
			"making a cursor image");
		video_fill(&cursors[i], i ? 0xff00ff00 : 0xffff00ff);
	}
	if (kms_cursor_set(&video.kms, &cursors[0])) {
		absent(job, "%s has no cursor plane", job->device->id);
		return;
	}
	moves(job, &video, duration_ns);
	images(job, &video, cursors, duration_ns);
}

static const struct metric_desc metrics[] = {
	{"video.cursor.move_time", "ns", BETTER_LOWER, "to move the cursor"},
	{"video.cursor.image_time", "ns", BETTER_LOWER, "to give the cursor another image"},
	{0},
};

BENCH(video_cursor) = {
	.id = "video.cursor",
	.title = "How fast the hardware cursor follows",
	.source =
		"Linux KMS (drm_mode.h, CURSOR); VIRTIO 1.4 clause 5.7 MOVE_CURSOR, UPDATE_CURSOR",
	.each = &gpu_cards,
	.metrics = metrics,
	.run = run,
};
