/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"
#include "core/must.h"
#include "core/video_code.h"
#include "virtio/inventory.h"

#include <stdio.h>

#define FLIPS	8
#define UPDATES 4

/* 1 where it is not what is shown. */
static unsigned want(
	struct job *job, const struct kms_buffer *buffer, const char *runs, const char *how)
{
	char text[400];
	struct screen screen;
	bool right = screen_wait(job, &screen, buffer, runs);

	screen_tell(&screen, text, sizeof(text));
	expected(job, "%ux%u, frame:bands %s, no pixel wrong", buffer->width, buffer->height, runs);
	observed(job, "%s", text);
	if (right)
		pass(job);
	else
		fail(job, "what was shown by %s is not what the hypervisor shows", how);
	return !right;
}

/* Each frame by a flip of its own. */
static unsigned flips(struct job *job, struct video *video)
{
	struct kms_flip_event event;
	char runs[32];
	unsigned wrong = 0;

	for (uint32_t n = 1; n <= FLIPS; n++) {
		struct kms_buffer *buffer = &video->buffers[n % 2];

		screen_draw(buffer, n);
		must(job, kms_flip(&video->kms, buffer, n), "asking for a page flip");
		must(job, kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event),
			"the flip's event");
		snprintf(runs, sizeof(runs), "%u:%u", n, screen_bands(buffer));
		wrong += want(job, buffer, runs, "a page flip");
	}
	return wrong;
}

/* Parts of the frame that is shown, and nothing beside them. */
static unsigned updates(struct job *job, struct video *video, uint32_t shown)
{
	struct kms_buffer *buffer = &video->buffers[shown % 2];
	uint32_t bands = screen_bands(buffer), part = bands / (UPDATES + 2);
	unsigned wrong = 0;
	char runs[96];

	for (uint32_t i = 1; i <= UPDATES; i++) {
		uint32_t first = i * part, end = first + part;
		drmModeClip clip = {
			.x2 = (uint16_t)buffer->width,
			.y1 = (uint16_t)(first * VIDEO_CODE_BAND),
			.y2 = (uint16_t)(end * VIDEO_CODE_BAND),
		};

		screen_draw(buffer, shown);
		must(job, kms_dirty(&video->kms, buffer, NULL), "DIRTYFB");
		video_code_draw(
			buffer->pixels, buffer->width, buffer->pitch, shown + i, first, end);
		must(job, kms_dirty(&video->kms, buffer, &clip), "DIRTYFB of a rectangle");
		snprintf(runs, sizeof(runs), "%u:%u,%u:%u,%u:%u", shown, first, shown + i, part,
			shown, bands - end);
		wrong += want(job, buffer, runs, "a dirty rectangle");
	}
	return wrong;
}

static void one_mode(struct job *job, struct video *video)
{
	unsigned wrong;

	must(job, kms_show(&video->kms, &video->buffers[0]), "setting the mode");
	wrong = flips(job, video);
	if (kms_dirty(&video->kms, &video->buffers[FLIPS % 2], NULL) == 0)
		wrong += updates(job, video, FLIPS);
	metric_value(job, "video.truth.wrong", video->conditions, wrong);
}

static void run(struct job *job)
{
	video_each_mode(job, VIDEO_CODE_WIDTH_MIN, one_mode);
}

static const struct metric_desc metrics[] = {
	{"video.truth.wrong", "count", BETTER_LOWER,
		"frames and updates that the display does not show as they were drawn"},
	{0},
};

CHECK(video_truth) = {
	.id = "video.truth",
	.title = "What the guest shows is what the hypervisor's display has, pixel by pixel",
	.source = "Linux KMS (drm_mode.h); VIRTIO 1.4 clause 5.7 SET_SCANOUT, RESOURCE_FLUSH",
	.unseen = "what a monitor makes of it",
	.each = &gpu_cards,
	.flags = UNIT_HOST,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
