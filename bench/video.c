/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"

#include "core/must.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define PREFERRED "preferred" /* among the plan's modes: the one that the display prefers */

/* False where the display does not list the mode. NULL: the preferred one. */
static bool open_mode(struct job *job, struct video *video, const char *mode)
{
	struct kms *kms = &video->kms;
	int err = kms_open(kms, job->device->path, mode);

	if (err == -ENOENT)
		return false;
	if (err == -ENODEV) {
		absent(job, "%s: %s", job->device->id, kms->missing);
		job_stop(job);
	}
	if (err == -EACCES) {
		skipped(job, "%s: another program drives the display", job->device->id);
		job_stop(job);
	}
	must(job, err, "opening the display");
	for (size_t i = 0; i < 2; i++)
		must(job,
			kms_buffer_new(
				kms, &video->buffers[i], kms->mode.hdisplay, kms->mode.vdisplay),
			"making a framebuffer");
	snprintf(video->conditions, sizeof(video->conditions), "mode=%ux%u format=XRGB8888",
		kms->mode.hdisplay, kms->mode.vdisplay);
	return true;
}

void video_open(struct job *job, struct video *video)
{
	if (open_mode(job, video, job_setting_str(job, "video.mode", NULL)))
		return;
	absent(job, "%s: %s", job->device->id, video->kms.missing);
	job_stop(job);
}

void video_close(struct video *video)
{
	for (size_t i = 0; i < 2; i++)
		kms_buffer_free(&video->kms, &video->buffers[i]);
	kms_close(&video->kms);
}

/* ---- several modes ---- */

struct modes {
	uint32_t width_min;
	video_each *each;
	char done[512]; /* " 640x480  1280x800 ", whatever the plan calls them */
	char why[256];	/* why the last one was passed over */
};

static void pass_over(
	struct job *job, struct modes *modes, const char *word, const char *why, const char *detail)
{
	snprintf(modes->why, sizeof(modes->why), "%s is passed over: %s%s", word, why, detail);
	note(job, "%s", modes->why);
}

static void one_mode(struct job *job, struct modes *modes, const char *word)
{
	char name[32], *end = modes->done + strlen(modes->done);
	struct video video;

	if (!open_mode(job, &video, strcmp(word, PREFERRED) ? word : NULL)) {
		pass_over(job, modes, word, video.kms.missing, "");
		return;
	}
	snprintf(name, sizeof(name), " %ux%u ", video.kms.mode.hdisplay, video.kms.mode.vdisplay);
	if (strstr(modes->done, name)) {
		pass_over(job, modes, word, "measured already is", name);
	} else if (video.kms.mode.hdisplay < modes->width_min) {
		pass_over(job, modes, word, "too narrow for what is drawn is", name);
	} else {
		snprintf(end, sizeof(modes->done) - (size_t)(end - modes->done), "%s", name);
		modes->each(job, &video);
	}
	video_close(&video);
}

void video_each_mode(struct job *job, uint32_t width_min, video_each *each)
{
	struct modes modes = {.width_min = width_min, .each = each};
	const char *one = job_setting_str(job, "video.mode", PREFERRED);
	char list[256], *rest = list, *word;

	snprintf(list, sizeof(list), "%s", job_setting_str(job, "video.modes", one));
	while ((word = strtok_r(rest, " ", &rest)))
		one_mode(job, &modes, word);
	if (!*modes.done)
		skipped(job, "%s", *modes.why ? modes.why : "the plan's video.modes names none");
}

void video_fill(struct kms_buffer *buffer, uint32_t xrgb)
{
	for (uint32_t y = 0; y < buffer->height; y++) {
		uint32_t *row = (uint32_t *)(buffer->pixels + (size_t)y * buffer->pitch);

		for (uint32_t x = 0; x < buffer->width; x++)
			row[x] = xrgb;
	}
}
