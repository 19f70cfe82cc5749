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

void audio_code_levels(uint64_t number, uint8_t levels[2])
{
	uint64_t ramp = number / AUDIO_CODE_STEPS;

	levels[0] = level_of((unsigned)(number % AUDIO_CODE_STEPS));
	levels[1] = ramp ? level_of((unsigned)((ramp - 1) % AUDIO_CODE_RAMPS)) : AUDIO_CODE_START;
}

int audio_code_number(int left, int right)
{
	int step = digit_of(left), ramp = digit_of(right);

	if (step < 0 || ramp < 0)
		return -1;
	if (right == (int)AUDIO_CODE_START)
		return step;
	if (ramp >= (int)AUDIO_CODE_RAMPS)
		return -1;
	return (ramp + 1) * (int)AUDIO_CODE_STEPS + step;
}
