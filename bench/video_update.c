/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <stdio.h>

#define MS	  1000000u
#define NS_PER_S  1e9
#define WARMUP	  3
#define RECTANGLE 64
#define MB	  1e6

/* Hands the frame over: by its damage, or where that is not offered by a flip. */
static void hand_over(struct job *job, struct video *video, bool dirty, unsigned n)
{
	struct kms_flip_event event;

	if (dirty) {
		must(job, kms_dirty(&video->kms, &video->buffers[0], NULL), "DIRTYFB");
		return;
	}
	must(job, kms_flip(&video->kms, &video->buffers[n % 2], n), "asking for a page flip");
	must(job, kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event), "the flip's event");
}

static void full_frames(struct job *job, struct video *video, bool dirty, uint64_t duration_ns)
{
	static struct hist whole, transfer;
	char conditions[128];
	uint64_t first = 0, last = 0;

	hist_clear(&whole);
	hist_clear(&transfer);
	for (unsigned n = 0; n <= WARMUP || last - first < duration_ns; n++) {
		uint64_t start = clock_ns(), written;

		video_fill(&video->buffers[dirty ? 0 : n % 2], n * 0x010307);
		written = clock_ns();
		hand_over(job, video, dirty, n);
		last = clock_ns();
		if (n < WARMUP) {
			first = last;
			continue;
		}
		hist_add(&whole, last - start);
		hist_add(&transfer, last - written);
	}
	double seconds = (double)(last - first) / NS_PER_S, frames = (double)whole.count;
	double bytes = (double)video->buffers[0].width * video->buffers[0].height * KMS_PIXEL_BYTES;

	snprintf(conditions, sizeof(conditions), "%s method=%s", video->conditions,
		dirty ? "dirtyfb" : "flip");
	metric_hist(job, "video.update.full_time", conditions, &whole);
	metric_hist(job, "video.update.transfer_time", conditions, &transfer);
	metric_value(job, "video.update.rate", conditions, frames / seconds);
	metric_value(job, "video.update.throughput", conditions, frames * bytes / MB / seconds);
}

/* A small square that wanders over the frame. */
static void rectangles(struct job *job, struct video *video, uint64_t duration_ns)
{
	static struct hist partial;
	const struct kms_buffer *buffer = &video->buffers[0];
	unsigned columns = buffer->width / RECTANGLE, rows = buffer->height / RECTANGLE;
	uint64_t end = clock_ns() + duration_ns;
	char conditions[128];

	hist_clear(&partial);
	for (unsigned n = 0; clock_ns() < end; n++) {
		unsigned x = n % columns * RECTANGLE, y = n / columns % rows * RECTANGLE;
		drmModeClip clip = {
			.x1 = (uint16_t)x,
			.y1 = (uint16_t)y,
			.x2 = (uint16_t)(x + RECTANGLE),
			.y2 = (uint16_t)(y + RECTANGLE),
		};
		uint64_t start = clock_ns();

		must(job, kms_dirty(&video->kms, buffer, &clip), "DIRTYFB of a rectangle");
		if (n >= WARMUP)
			hist_add(&partial, clock_ns() - start);
	}
	snprintf(conditions, sizeof(conditions), "%s rectangle=%dx%d", video->conditions, RECTANGLE,
		RECTANGLE);
	metric_hist(job, "video.update.partial_time", conditions, &partial);
}

static void one_mode(struct job *job, struct video *video)
{
	uint64_t duration_ns = (uint64_t)job_setting(job, "video.update_ms", 500) * MS;
	bool dirty;

	must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
	dirty = kms_dirty(&video->kms, &video->buffers[0], NULL) == 0;
	fact_bool(job, dirty, "%s.dirty_rectangles", job->device->id);
	full_frames(job, video, dirty, duration_ns);
	if (dirty && video->kms.mode.hdisplay >= RECTANGLE && video->kms.mode.vdisplay >= RECTANGLE)
		rectangles(job, video, duration_ns / 2);
}

static void run(struct job *job)
{
	video_each_mode(job, 0, one_mode);
}

static const struct fact_desc facts[] = {
	{"virtio.gpu[].dirty_rectangles", FACT_BOOLEAN, NULL,
		"whether a part of a frame can be updated"},
	{0},
};

static const struct metric_desc metrics[] = {
	{"video.update.full_time", "ns", BETTER_LOWER,
		"to write every pixel of a frame and hand it over"},
	{"video.update.transfer_time", "ns", BETTER_LOWER,
		"time of the call that hands a written frame over"},
	{"video.update.rate", "1/s", BETTER_HIGHER,
		"whole frames written and handed over a second"},
	{"video.update.throughput", "MB/s", BETTER_HIGHER, "pixels written and handed over"},
	{"video.update.partial_time", "ns", BETTER_LOWER,
		"time of the call that hands a small rectangle over"},
	{0},
};

BENCH(video_update) = {
	.id = "video.update",
	.title = "How fast changed pixels reach the display",
	.source = "Linux KMS (drm_mode.h, DIRTYFB); VIRTIO 1.4 clause 5.7 TRANSFER_TO_HOST_2D",
	.each = &gpu_cards,
	.facts = facts,
	.metrics = metrics,
	.run = run,
};
