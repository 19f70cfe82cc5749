/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/audio_recorded.h"

#include <criterion/criterion.h>

Test(audio_recorded, silence_is_silence)
{
	static const int16_t frames[480][2];
	struct recorded recorded = {0};

	recorded_take(&recorded, frames, 0, 480);
	recorded_take(&recorded, frames, 480, 480);
	cr_assert_eq(recorded.frames, 960);
	cr_assert_eq(recorded.loud, 0);
}

Test(audio_recorded, the_first_frame_that_is_not_silent_is_known)
{
	int16_t frames[480][2] = {[7] = {0, -3}, [8] = {5, 0}};
	struct recorded recorded = {0};

	recorded_take(&recorded, frames, 1000, 480);
	recorded_take(&recorded, frames, 1480, 480);
	cr_assert_eq(recorded.loud, 4);
	cr_assert_eq(recorded.first, 1007);
	cr_assert_eq(recorded.value[0], 0);
	cr_assert_eq(recorded.value[1], -3);
}
