/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_VIDEO_H
#define BENCH_VIDEO_H

#include "bench/kms.h"
#include "core/job.h"

/* What the video units share: from a job to a display that shows something. */
struct video {
	struct kms kms;
	struct kms_buffer buffers[2]; /* of the mode's size */
	char conditions[64];	      /* "mode=1280x800 format=XRGB8888", for metrics */
};

#define VIDEO_PATIENCE_MS 2000 /* without an event: 2 s is 48 refreshes at 24 Hz */

/*
 * Opens the job's card in its preferred mode (plan: "video.mode") with two buffers. Where
 * there is nothing to drive, the job ends here with `absent` or `skipped`, in words.
 */
void video_open(struct job *job, struct video *video);
void video_close(struct video *video);
/*
 * Opens each mode of the plan's "video.modes" ("640x480 preferred 1920x1080") in turn; without
 * that list the one mode of video_open(). A mode that the display does not list, or that
 * is narrower than `width_min`, is passed over with a note; with none left, the job ends as
 * `skipped`.
 */
typedef void video_each(struct job *job, struct video *video);
void video_each_mode(struct job *job, uint32_t width_min, video_each *each);
/* Every pixel of a buffer. */
void video_fill(struct kms_buffer *buffer, uint32_t xrgb);

#endif
