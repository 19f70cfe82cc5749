/* SPDX-License-Identifier: Apache-2.0 */
#include "core/audio_code.h"

static uint8_t level_of(unsigned digit)
{
	return (uint8_t)(digit < AUDIO_CODE_SILENT ? digit : digit + 1);
}

static int digit_of(int level)
{
	if (level < 0 || level > 255 || level == AUDIO_CODE_SILENT)
		return -1;
	return level < AUDIO_CODE_SILENT ? level : level - 1;
}

void audio_code_levels(unsigned stream, uint64_t number, uint8_t levels[2])
{
	uint64_t ramp = number / AUDIO_CODE_STEPS;
	unsigned digit = AUDIO_CODE_MARK + stream % AUDIO_CODE_MARKS;

	if (ramp) {
		digit = (unsigned)((ramp - 1) % AUDIO_CODE_RAMPS);
		digit += digit < AUDIO_CODE_MARK ? 0 : AUDIO_CODE_MARKS;
	}
	levels[0] = level_of((unsigned)(number % AUDIO_CODE_STEPS));
	levels[1] = level_of(digit);
}

void audio_code_samples(unsigned stream, uint64_t number, int16_t samples[2])
{
	uint8_t levels[2];

	audio_code_levels(stream, number, levels);
	for (int channel = 0; channel < 2; channel++)
		samples[channel] = (int16_t)((levels[channel] - AUDIO_CODE_SILENT) * 256);
}

int audio_code_number(int left, int right, unsigned *mark)
{
	int step = digit_of(left), ramp = digit_of(right) - (int)AUDIO_CODE_MARK;

	if (step < 0 || digit_of(right) < 0)
		return -1;
	if (ramp >= 0 && ramp < (int)AUDIO_CODE_MARKS) {
		*mark = (unsigned)ramp;
		return step;
	}
	ramp += (int)AUDIO_CODE_MARK - (ramp < 0 ? 0 : (int)AUDIO_CODE_MARKS);
	return (ramp + 1) * (int)AUDIO_CODE_STEPS + step;
}
