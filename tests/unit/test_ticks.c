/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/ticks.h"

#include <criterion/criterion.h>

/* Both clocks agree on how long something took, and neither runs back. */
Test(ticks, agree_with_the_clock)
{
	uint64_t clock = clock_ns(), ticks = ticks_ns(), last = ticks, end = clock + 20000000u;

	while (clock_ns() < end) {
		uint64_t now = ticks_ns();

		cr_assert_geq(now, last);
		last = now;
	}
	ticks = ticks_ns() - ticks;
	clock = clock_ns() - clock;
	cr_assert_leq(ticks, clock); /* it was read inside */
	cr_assert_geq(ticks, 20000000u - 2000000u);
}

Test(ticks, say_what_they_are)
{
	const struct ticks_choice *choice = ticks_choice();

	cr_assert_gt(choice->clock_ns, 0);
	cr_assert_eq(choice->frequency_hz == 0, choice->counter_ns == 0);
	if (!choice->frequency_hz)
		cr_assert_str_eq(choice->by, "clock_gettime");
}
