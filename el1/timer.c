/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/timer.h"

#include "el1/cpu.h"
#include "el1/el1.h"
#include "el1/gic.h"

#define ROUNDS	 400
#define LIMIT_NS 400000000u

/* The node's interrupts in order: secure, non-secure physical, virtual, hypervisor. */
unsigned timer_interrupt(enum timer timer)
{
	return gic_ppi("arm,armv8-timer", timer);
}

static void run(void)
{
	uint64_t physical, virtual, step = ~0ull, last = counter();
	struct trap trap;

	fact_int("arm.timer.frequency_hz", (int64_t)read_sysreg(cntfrq_el0));
	fact_int("arm.timer.physical.interrupt", timer_interrupt(TIMER_PHYSICAL));
	fact_int("arm.timer.virtual.interrupt", timer_interrupt(TIMER_VIRTUAL));
	for (unsigned i = 0; i < 1000; i++) {
		uint64_t now = counter();

		if (now != last && now - last < step)
			step = now - last;
		last = now;
	}
	fact_int("arm.timer.step_ns", (int64_t)ticks_to_ns(step));
	trap_expect();
	physical = read_sysreg(cntpct_el0);
	virtual = read_sysreg(cntvct_el0);
	fact_bool("arm.timer.physical.counter", !trap_taken(&trap));
	if (!trap.taken)
		fact_int("arm.timer.virtual.offset_ns",
			(int64_t)ticks_to_ns(physical > virtual ? physical - virtual : 0));
}

EL1_UNIT(41, timer) = {"el1.timer", "probe", run};

/* The CPUs take turns: each reads after it saw that the other has read. */
static volatile uint64_t turn, times[2], backwards;

static void take_turns(unsigned own)
{
	uint64_t end = counter() + ns_to_ticks(LIMIT_NS);

	while (turn < ROUNDS) {
		uint64_t now;

		if ((turn & 1) != own) {
			if (counter() > end)
				return;
			continue;
		}
		now = counter();
		if (now < times[!own] || now < times[own])
			backwards++;
		times[own] = now;
		dsb();
		turn++;
	}
}

static void second_turns(void)
{
	take_turns(1);
}

static void run_monotonic(void)
{
	if (!cpu_is_up()) {
		check_say("absent", "no second CPU runs");
		return;
	}
	cpu_begin(second_turns);
	take_turns(0);
	if (!cpu_wait() || turn < 4)
		check_say("inconclusive", "the second CPU did not take its turns");
	else if (backwards)
		check_fail("the virtual counter went back from one CPU to the other");
	else
		check_pass();
}

EL1_UNIT(23, timer_monotonic) = {"el1.timer.monotonic", "check", run_monotonic};
