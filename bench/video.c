/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/video.h"

#include "core/must.h"

#include <errno.h>
#include <stdio.h>

void video_open(struct job *job, struct video *video)
{
	video_open_mode(job, video, job_setting_str(job, "video.mode", NULL));
}

void video_open_mode(struct job *job, struct video *video, const char *mode)
{
	struct kms *kms = &video->kms;
	int err = kms_open(kms, job->device->path, mode);

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
}

void video_close(struct video *video)
{
	for (size_t i = 0; i < 2; i++)
		kms_buffer_free(&video->kms, &video->buffers[i]);
	kms_close(&video->kms);
}

void video_fill(struct kms_buffer *buffer, uint32_t xrgb)
{
	for (uint32_t y = 0; y < buffer->height; y++) {
		uint32_t *row = (uint32_t *)(buffer->pixels + (size_t)y * buffer->pitch);

		for (uint32_t x = 0; x < buffer->width; x++)
			row[x] = xrgb;
	}
}
