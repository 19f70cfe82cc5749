/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fifo.h"
#include "bench/isolation.h"
#include "bench/video.h"
#include "core/clock.h"
#include "core/must.h"
#include "virtio/inventory.h"

#define PERIOD_NS 16666667u /* 60 frames a second: an instrument cluster, a map */

static void sleep_until(uint64_t due)
{
	uint64_t now = clock_ns();

	if (now < due)
		clock_sleep_ns(due - now);
}

/* A frame that is not shown before the next one is due is a dropped one. */
static void one_frame(struct job *job, struct video *video, unsigned n, uint64_t due,
	struct isolation_sample *sample)
{
	struct kms_flip_event event;
	uint64_t now, late;

	must(job, kms_flip(&video->kms, &video->buffers[n % 2], n), "asking for a page flip");
	must(job, kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event), "the flip's event");
	now = clock_ns();
	if (now < due) { /* it was not when this frame's turn came */
		sample->backwards++;
		return;
	}
	late = now - due;
	hist_add(&sample->latency, late);
	sample->mishaps += late / PERIOD_NS;
}

static void measure(struct job *job, uint64_t duration_ns, struct isolation_sample *sample)
{
	struct video video;
	uint64_t due, end;

	video_open(job, &video);
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	fifo_enter();
	due = clock_ns();
	end = due + duration_ns;
	for (unsigned n = 1; due < end; n++) {
		do
			due += PERIOD_NS;
		while (due < clock_ns());
		sleep_until(due);
		one_frame(job, &video, n, due, sample);
	}
	video_close(&video);
}

static const struct metric_desc metrics[] = {
	ISOLATION_METRICS("isolation.video", "from when a frame is due, 60 times a second, to the "
					     "event that its page flip is done"),
	{"isolation.video.extra_drops", "frames", BETTER_LOWER,
		"frames dropped under the load beyond those alone"},
	{0},
};

static const struct isolation_victim victim = {
	.same = "video",
	.mishap = "extra_drops",
	.measure = measure,
};

BENCH(isolation_video) = {
	.id = "isolation.video",
	.title = "Whether loads in the guest, music among them, disturb a moving picture",
	.source = "Linux KMS (drm_mode.h, PAGE_FLIP)",
	.each = &gpu_cards,
	.flags = UNIT_SLOW,
	.timeout_ms = 600000,
	.metrics = metrics,
	.run = isolation_run,
	.data = &victim,
};
