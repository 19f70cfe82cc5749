/* SPDX-License-Identifier: Apache-2.0 */
#include "core/audio_code.h"

#include <criterion/criterion.h>

Test(audio_code, a_number_comes_back)
{
	for (uint64_t n = 0; n < 3 * AUDIO_CODE_CYCLE; n += n < 1000 ? 1 : 37) {
		uint8_t levels[2];
		unsigned stream = (unsigned)(n % 11), mark = 99;
		int number;

		audio_code_levels(stream, n, levels);
		number = audio_code_number(levels[0], levels[1], &mark);
		if (n < AUDIO_CODE_STEPS)
			cr_assert(number == (int)n && mark == stream % AUDIO_CODE_MARKS);
		else
			cr_assert(number >= (int)AUDIO_CODE_STEPS &&
				  (n - (uint64_t)number) % AUDIO_CODE_CYCLE == 0);
	}
}

Test(audio_code, no_frame_is_silent)
{
	for (uint64_t n = 0; n < 2 * AUDIO_CODE_CYCLE; n++) {
		uint8_t levels[2];

		audio_code_levels((unsigned)n % AUDIO_CODE_MARKS, n, levels);
		cr_assert(levels[0] != AUDIO_CODE_SILENT && levels[1] != AUDIO_CODE_SILENT);
	}
}

Test(audio_code, what_is_no_code_is_none)
{
	unsigned mark;

	cr_assert_eq(audio_code_number(128, 7, &mark), -1);
	cr_assert_eq(audio_code_number(7, 128, &mark), -1);
	cr_assert_eq(audio_code_number(256, 7, &mark), -1);
	cr_assert_eq(audio_code_number(7, -1, &mark), -1);
}
