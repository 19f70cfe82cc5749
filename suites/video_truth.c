/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video_screen.h"
#include "core/must.h"
#include "core/video_code.h"
#include "virtio/inventory.h"

#include <stdio.h>

#define FLIPS	8
#define UPDATES 4

static void want(struct job *job, const char *runs, const char *how)
{
	char text[400];
	struct screen screen;
	bool right = screen_wait(job, &screen, runs);

	screen_tell(&screen, text, sizeof(text));
	expected(job, "frame:bands %s, no pixel wrong", runs);
	observed(job, "%s", text);
	if (right)
		pass(job);
	else
		fail(job, "what was shown by %s is not what the hypervisor shows", how);
}

/* Each frame by a flip of its own. Returns the number of the last. */
static uint32_t flips(struct job *job, struct video *video)
{
	struct kms_flip_event event;
	char runs[32];
	uint32_t n;

	for (n = 1; n <= FLIPS; n++) {
		struct kms_buffer *buffer = &video->buffers[n % 2];

		screen_draw(buffer, n);
		must(job, kms_flip(&video->kms, buffer, n), "asking for a page flip");
		must(job, kms_flip_done(&video->kms, VIDEO_PATIENCE_MS, &event),
			"the flip's event");
		snprintf(runs, sizeof(runs), "%u:%u", n, screen_bands(buffer));
		want(job, runs, "a page flip");
	}
	return n - 1;
}

/* Parts of the frame that is shown, and nothing beside them. */
static void updates(struct job *job, struct video *video, uint32_t shown)
{
	struct kms_buffer *buffer = &video->buffers[shown % 2];
	uint32_t bands = screen_bands(buffer), part = bands / (UPDATES + 2);
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
		want(job, runs, "a dirty rectangle");
	}
}

static void run(struct job *job)
{
	struct video video;
	uint32_t shown;

	video_open(job, &video);
	if (video.kms.mode.hdisplay < VIDEO_CODE_WIDTH_MIN) {
		skipped(job, "the mode is narrower than %d pixels", VIDEO_CODE_WIDTH_MIN);
		return;
	}
	must(job, kms_show(&video.kms, &video.buffers[0]), "setting the mode");
	shown = flips(job, &video);
	if (kms_dirty(&video.kms, &video.buffers[shown % 2], NULL) == 0)
		updates(job, &video, shown);
}

CHECK(video_truth) = {
	.id = "video.truth",
	.title = "What the guest shows is what the hypervisor's display has, pixel by pixel",
	.source = "Linux KMS (drm_mode.h); VIRTIO 1.4 clause 5.7 SET_SCANOUT, RESOURCE_FLUSH",
	.unseen = "what a monitor makes of it",
	.each = &gpu_cards,
	.flags = UNIT_HOST,
	.timeout_ms = 60000,
	.run = run,
};
