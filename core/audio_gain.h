/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_AUDIO_GAIN_H
#define CORE_AUDIO_GAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was done to the code's levels: sample = (level - silence) * 256 * gain + offset. */
struct audio_gain {
	double gain, offset;
	bool exact; /* nothing was done: 1 and 0, bit for bit */
};

#define AUDIO_GAIN_EXACT ((struct audio_gain){1, 0, true})

/* The number (see audio_code_number()) of a frame under that gain, or -1. */
int audio_gain_number(const struct audio_gain *gain, const int16_t frame[2], unsigned *mark);
/* How many of the next frames follow the one before by one, under that gain. */
size_t audio_gain_score(const struct audio_gain *gain, const int16_t (*frames)[2], size_t count);
/*
 * Reads gain and offset off the left channel's ramp: its slope, and its middle where it
 * is not clipped. A gain of 0 where there is no ramp.
 */
struct audio_gain audio_gain_estimate(const int16_t (*frames)[2], size_t count);

#endif
