/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/steady.h"

#include <criterion/criterion.h>

static struct steady steady;

/* One window of `count` latencies; says whether its end made the load steady. */
static bool window(uint64_t *now, unsigned count, uint64_t latency)
{
	for (unsigned i = 0; i < count; i++)
		hist_add(&steady.window, latency);
	*now += STEADY_WINDOW_NS;
	return steady_reached(&steady, *now);
}

Test(steady, the_first_window_is_never_enough)
{
	uint64_t now = 1;

	steady_begin(&steady, now);
	cr_assert_not(window(&now, 100, 5000));
	cr_assert(window(&now, 100, 5000));
}

Test(steady, a_slow_start_is_dropped)
{
	uint64_t now = 1;

	steady_begin(&steady, now);
	cr_assert_not(window(&now, 100, 50000));
	cr_assert_not(window(&now, 100, 20000));
	cr_assert_not(window(&now, 100, 10000));
	cr_assert(window(&now, 100, 10400));
}

Test(steady, a_window_with_too_few_latencies_goes_on)
{
	uint64_t now = 1;

	steady_begin(&steady, now);
	for (unsigned i = 0; i < 3; i++)
		cr_assert_not(window(&now, 5, 7000));
	cr_assert_not(window(&now, 5, 7000)); /* 20 by now: the first window has ended */
	cr_assert_not(window(&now, 5, 7000));
	cr_assert(window(&now, 11, 7000));
}

Test(steady, nothing_is_decided_within_a_window)
{
	uint64_t now = 1;

	steady_begin(&steady, now);
	window(&now, 100, 5000);
	for (unsigned i = 0; i < 100; i++)
		hist_add(&steady.window, 5000);
	cr_assert_not(steady_reached(&steady, now + STEADY_WINDOW_NS - 1));
	cr_assert(steady_reached(&steady, now + STEADY_WINDOW_NS));
}
