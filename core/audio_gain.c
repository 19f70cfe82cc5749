/* SPDX-License-Identifier: Apache-2.0 */
#include "core/audio_gain.h"

#include "core/audio_code.h"

#include <math.h>
#include <stdlib.h>

#define UNIT	  256.0 /* 16-bit steps of a level */
#define TOLERANCE 0.3	/* of a level: rounding, at small gains */
#define WINDOW	  512	/* two ramps */
#define SMALLEST  2	/* 16-bit steps a level: what is smaller drowns in rounding */
#define CLIPPED	  32767

int audio_gain_number(const struct audio_gain *gain, const int16_t frame[2], unsigned *mark)
{
	int levels[2];

	for (int channel = 0; channel < 2; channel++) {
		double level =
			(frame[channel] - gain->offset) / (UNIT * gain->gain) + AUDIO_CODE_SILENT;

		levels[channel] = (int)lround(level);
		if (fabs(level - levels[channel]) > (gain->exact ? 0 : TOLERANCE))
			return -1;
	}
	return audio_code_number(levels[0], levels[1], mark);
}

size_t audio_gain_score(const struct audio_gain *gain, const int16_t (*frames)[2], size_t count)
{
	size_t score = 0;
	unsigned mark;
	int before = -2;

	for (size_t i = 0; gain->gain != 0 && i < count; i++) {
		int number = audio_gain_number(gain, frames[i], &mark);

		score += number >= 0 && number == before + 1;
		before = number;
	}
	return score;
}

static int by_value(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

/* The mean of those steps between neighbours that are like most of them. */
static double slope_of(const int16_t (*frames)[2], size_t count)
{
	int steps[WINDOW], sorted[WINDOW], median;
	size_t n = count - 1, alike = 0;
	double sum = 0;

	if (count < 2)
		return 0;
	for (size_t i = 0; i < n; i++)
		sorted[i] = steps[i] = frames[i + 1][0] - frames[i][0];
	qsort(sorted, n, sizeof(*sorted), by_value);
	median = sorted[n / 2];
	for (size_t i = 0; i < n; i++)
		if (abs(steps[i] - median) <= abs(median) / 4) {
			sum += steps[i];
			alike++;
		}
	return abs(median) >= SMALLEST && alike * 4 > n * 3 ? sum / (double)alike : 0;
}

struct audio_gain audio_gain_estimate(const int16_t (*frames)[2], size_t count)
{
	struct audio_gain found = {0};
	int low = 32767, high = -32768;

	if (count > WINDOW)
		count = WINDOW;
	if (count < 2)
		return found;
	found.gain = slope_of(frames, count) / UNIT;
	for (size_t i = 0; i < count; i++) {
		low = frames[i][0] < low ? frames[i][0] : low;
		high = frames[i][0] > high ? frames[i][0] : high;
	}
	/* A whole ramp goes from level 0 to 255: its middle is half a level below silence. */
	if (found.gain != 0 && count == WINDOW && high < CLIPPED && low > -CLIPPED)
		found.offset = (high + low) / 2.0 + UNIT / 2 * found.gain;
	return found;
}
