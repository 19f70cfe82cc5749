/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_AUDIO_CODE_H
#define CORE_AUDIO_CODE_H

#include <stdint.h>

/*
 * Stereo sound in which every frame says which one it is. A sample is a level from 0 to
 * 255 (as in unsigned 8-bit sound), so that every sample format can carry it exactly; 128
 * is silence and never used, so silence is no frame. The left channel is a ramp through
 * the other 255 levels: its slope shows a changed gain, its middle an offset. The right
 * channel counts ramps: a stream's first one bears one of AUDIO_CODE_MARKS marks, so that
 * streams in a row are told apart; the others go round through AUDIO_CODE_RAMPS levels,
 * so a number is known modulo AUDIO_CODE_CYCLE frames (1.3 s at 48 kHz).
 */
#define AUDIO_CODE_STEPS  255u
#define AUDIO_CODE_MARKS  8u
#define AUDIO_CODE_MARK	  100u /* the first: far from full scale, where an offset clips */
#define AUDIO_CODE_RAMPS  (AUDIO_CODE_STEPS - AUDIO_CODE_MARKS)
#define AUDIO_CODE_CYCLE  (AUDIO_CODE_STEPS * AUDIO_CODE_RAMPS)
#define AUDIO_CODE_SILENT 128

/* The levels of frame `number`, counted from 0 at the start of stream `stream`. */
void audio_code_levels(unsigned stream, uint64_t number, uint8_t levels[2]);
/* The same in 16-bit samples. */
void audio_code_samples(unsigned stream, uint64_t number, int16_t samples[2]);
/*
 * Below AUDIO_CODE_STEPS: that frame of a stream's first ramp, its mark in `mark`. Else
 * the frame's number or one that differs from it by whole cycles, at least
 * AUDIO_CODE_STEPS. -1: no code.
 */
int audio_code_number(int left, int right, unsigned *mark);

#endif
