/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/video_code.h"
#include "virtio/inventory.h"

#include <pthread.h>
#include <stdatomic.h>

#define SCREENSHOTS 20
#define PERIOD_NS   20000000u /* a frame each 20 ms, as a film's */

/* Flips without a pause while another thread looks. */
struct show {
	struct video *video;
	atomic_uint submitted, done; /* frame numbers */
	atomic_bool stop;
	int error;
};

static void *flip_on(void *to)
{
	struct show *show = to;
	struct kms_flip_event event;

	for (uint32_t n = 1; !show->stop && !show->error; n++) {
		struct kms_buffer *buffer = &show->video->buffers[n % 2];

		screen_draw(buffer, n);
		show->submitted = n;
		show->error = kms_flip(&show->video->kms, buffer, n);
		if (!show->error)
			show->error = kms_flip_done(&show->video->kms, VIDEO_PATIENCE_MS, &event);
		show->done = n;
		clock_sleep_ns(PERIOD_NS);
	}
	return NULL;
}

struct count {
	unsigned torn, stale;
	char example[300]; /* the first torn one */
};

static void look_on(struct job *job, struct show *show, struct count *count)
{
	for (unsigned i = 0; i < SCREENSHOTS; i++) {
		uint32_t done = show->done;
		struct screen screen;
		bool whole;

		screen_look(job, &screen);
		whole = screen_whole(&screen, &show->video->buffers[0]);
		if (!whole && !count->torn++)
			screen_tell(&screen, count->example, sizeof(count->example));
		if (whole && (screen.top < done || screen.top > show->submitted))
			count->stale++;
	}
}

static void judge(struct job *job, const struct show *show, const struct count *count)
{
	metric_value(job, "video.whole.torn", show->video->conditions, count->torn);
	metric_value(job, "video.whole.stale", show->video->conditions, count->stale);
	must(job, show->error, "flipping");
	expected(job, "%d screenshots of one whole frame each, %ux%u", SCREENSHOTS,
		show->video->buffers[0].width, show->video->buffers[0].height);
	observed(job, "%u show something else%s%s", count->torn, count->torn ? "; the first: " : "",
		count->example);
	if (count->torn)
		fail(job, "frames that are flipped to are shown in part");
	else
		pass(job);
}

static void one_mode(struct job *job, struct video *video)
{
	struct show show = {.video = video};
	struct count count = {0};
	struct screen screen;
	pthread_t flipper;

	screen_draw(&video->buffers[0], 0);
	must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
	screen_look(job, &screen);
	must(job, -pthread_create(&flipper, NULL, flip_on, &show), "starting a thread");
	look_on(job, &show, &count);
	show.stop = true;
	pthread_join(flipper, NULL);
	judge(job, &show, &count);
}

static void run(struct job *job)
{
	video_each_mode(job, VIDEO_CODE_WIDTH_MIN, one_mode);
}

static const struct metric_desc metrics[] = {
	{"video.whole.torn", "count", BETTER_LOWER, "screenshots of 20 that show no whole frame"},
	{"video.whole.stale", "count", BETTER_LOWER,
		"screenshots of 20 that show an older frame than one reported as shown"},
	{0},
};

CHECK(video_whole) = {
	.id = "video.whole-frames",
	.title = "Frames that follow each other by page flips are shown whole",
	.source = "Linux KMS (drm_mode.h, PAGE_FLIP); VIRTIO 1.4 clause 5.7 SET_SCANOUT",
	.level = LEVEL_SHOULD,
	.each = &gpu_cards,
	.flags = UNIT_HOST,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
