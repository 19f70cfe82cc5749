/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_AUDIO_RECORDED_H
#define SUITES_AUDIO_RECORDED_H

#include "core/job.h"

#include <stddef.h>
#include <stdint.h>

/* What was recorded, in 16-bit stereo. */
struct recorded {
	int16_t (*frames)[2];
	size_t count, room;
};

/* As stream_spec.sink; `recorded` is a struct recorded. What it has no room for is left out. */
void recorded_take(void *recorded, const void *frames, uint64_t first, size_t count);
/* Of a source that is silent. */
void recorded_judge_silence(struct job *job, const struct recorded *recorded);
/*
 * Of a source that gives coded sound (core/audio_code.h) without an end, and silence before
 * it begins: what lies between the first and the last frame is all there, once and in order.
 */
void recorded_judge_code(struct job *job, const struct recorded *recorded);

#endif
