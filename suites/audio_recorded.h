/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_AUDIO_RECORDED_H
#define SUITES_AUDIO_RECORDED_H

#include <stddef.h>
#include <stdint.h>

/* What was recorded of a source that should be silent (16-bit stereo). */
struct recorded {
	uint64_t frames, loud; /* loud: not silence */
	uint64_t first;	       /* number of the first such frame */
	int16_t value[2];      /* its samples */
};

/* As stream_spec.sink; `recorded` is a struct recorded. */
void recorded_take(void *recorded, const void *frames, uint64_t first, size_t count);

#endif
