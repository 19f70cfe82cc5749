/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fit.h"

#include <criterion/criterion.h>
#include <math.h>

Test(fit, a_line_gives_its_slope_and_no_error)
{
	struct fit fit = {0};

	for (int i = 0; i < 1000; i++)
		fit_add(&fit, i * 0.01, 7 + 48000 * i * 0.01);
	cr_assert_float_eq(fit_slope(&fit), 48000, 1e-6);
	cr_assert(fit_slope_error(&fit) < 1e-3);
}

/* Three days into a stream, a drift of 1 ppm must still be seen. */
Test(fit, large_values_lose_no_digits)
{
	struct fit fit = {0};
	double rate = 48000 * (1 + 1e-6);

	for (int i = 0; i < 1000; i++)
		fit_add(&fit, 259200 + i * 0.01, rate * (259200 + i * 0.01));
	cr_assert_float_eq(fit_slope(&fit) / 48000, 1 + 1e-6, 1e-9);
}

/* Errors of +1 and -1 in turn: sigma 1, and the textbook's error of the slope. */
Test(fit, the_error_is_that_of_the_residuals)
{
	struct fit fit = {0};
	double n = 1000, sum_xx = n * (n * n - 1) / 12;

	for (int i = 0; i < (int)n; i++)
		fit_add(&fit, i, 3 * i + (i % 2 ? 1 : -1));
	cr_assert_float_eq(fit_slope(&fit), 3, 0.01);
	cr_assert_float_eq(fit_slope_error(&fit), sqrt(1 / sum_xx), sqrt(1 / sum_xx) * 0.01);
}

Test(fit, two_points_have_a_slope_and_no_error)
{
	struct fit fit = {0};

	fit_add(&fit, 0, 0);
	cr_assert(isnan(fit_slope(&fit)));
	fit_add(&fit, 2, 6);
	cr_assert_float_eq(fit_slope(&fit), 3, 1e-12);
	cr_assert(isinf(fit_slope_error(&fit)));
}
