/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_VIDEO_SCREEN_H
#define BENCH_VIDEO_SCREEN_H

#include "bench/video.h"

#include <stdbool.h>

/* What the hypervisor shows, by a screenshot that the host takes and reads. */
struct screen {
	uint32_t width, height;
	uint64_t wrong;	     /* pixels not as drawn */
	unsigned unreadable; /* bands without a code */
	char runs[256];	     /* "17:60,16:40": frame numbers with their bands, from the top */
	uint32_t top;	     /* the first of these numbers */
};

/* Every band of a buffer (core/video_code.h). */
void screen_draw(struct kms_buffer *buffer, uint32_t number);
uint32_t screen_bands(const struct kms_buffer *buffer);
/* Ends the job with `unobservable` where the host takes no screenshots. */
void screen_look(struct job *job, struct screen *screen);
/* Whether it is one frame (`top`) of this buffer: its size, every band, every pixel. */
bool screen_whole(const struct screen *screen, const struct kms_buffer *buffer);
/* Looks until it shows these runs with no pixel wrong; false if it does not within 1 s. */
bool screen_wait(
	struct job *job, struct screen *screen, const struct kms_buffer *buffer, const char *runs);
/* In words, as a check's evidence. */
void screen_tell(const struct screen *screen, char *text, size_t size);

#endif
