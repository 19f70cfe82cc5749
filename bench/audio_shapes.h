/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_AUDIO_SHAPES_H
#define BENCH_AUDIO_SHAPES_H

#include "bench/pcm.h"
#include "core/job.h"

/*
 * The shapes a plan asks for: every combination of its "audio.rates", "audio.formats",
 * "audio.channels" and "audio.periods" (frames), each a list of words in one string;
 * 48000, S16_LE, 2 and `periods` where it names none. Always 4 periods of buffer. A word
 * that is none ends the job with an error. Returns how many there are, at most `max`.
 */
size_t audio_shapes(struct job *job, const char *periods, struct pcm_shape *shapes, size_t max);

#define AUDIO_SHAPES_MAX 64
#define AUDIO_PERIODS	 4

#endif
