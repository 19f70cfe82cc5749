/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/kms.h"

#include <criterion/criterion.h>

static const drmModeModeInfo modes[] = {
	{.name = "800x600", .hdisplay = 800, .vdisplay = 600, .vrefresh = 60},
	{.name = "1280x800",
		.hdisplay = 1280,
		.vdisplay = 800,
		.vrefresh = 75,
		.type = DRM_MODE_TYPE_PREFERRED | DRM_MODE_TYPE_DRIVER},
	{.name = "1920x1080", .hdisplay = 1920, .vdisplay = 1080, .vrefresh = 30},
	{.name = "1920x1080", .hdisplay = 1920, .vdisplay = 1080, .vrefresh = 60},
};

Test(kms_mode, the_preferred_one_beats_larger_ones)
{
	cr_assert_eq(kms_choose_mode(modes, 4, NULL), &modes[1]);
}

Test(kms_mode, without_a_preferred_one_the_largest_then_the_fastest)
{
	cr_assert_eq(kms_choose_mode(modes + 2, 2, NULL), &modes[3]);
	cr_assert_eq(kms_choose_mode(modes, 1, NULL), &modes[0]);
}

Test(kms_mode, a_wanted_one_beats_the_preferred_one)
{
	cr_assert_eq(kms_choose_mode(modes, 4, "1920x1080"), &modes[3]);
	cr_assert_null(kms_choose_mode(modes, 4, "640x480"));
}

Test(kms_mode, an_empty_list_has_none)
{
	cr_assert_null(kms_choose_mode(modes, 0, NULL));
}

/* CEA-861 1920x1080 at 59.94 Hz: vrefresh says 60, the clock does not. */
Test(kms_mode, the_refresh_comes_from_the_pixel_clock)
{
	drmModeModeInfo mode = {.clock = 148352, .htotal = 2200, .vtotal = 1125, .vrefresh = 60};

	cr_assert_float_eq(kms_mode_hz(&mode), 59.94, 0.001);
	mode.htotal = 0;
	cr_assert_float_eq(kms_mode_hz(&mode), 60, 1e-9);
}
