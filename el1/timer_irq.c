/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/gic.h"
#include "el1/timer.h"

#define DUE_NS	  300000u
#define SAMPLES	  64
#define TIMER_ON  1
#define TIMER_OFF 0

static volatile unsigned came;
static volatile uint64_t came_at;
static enum timer current;

static void set_timer(enum timer timer, uint64_t due, unsigned control)
{
	if (timer == TIMER_PHYSICAL) {
		write_sysreg(cntp_cval_el0, due);
		write_sysreg(cntp_ctl_el0, control);
	} else {
		write_sysreg(cntv_cval_el0, due);
		write_sysreg(cntv_ctl_el0, control);
	}
}

static void on_irq(unsigned number, uint64_t at)
{
	set_timer(current, 0, TIMER_OFF);
	came_at = at;
	came = number;
}

/* Sets a timer and waits; false where no interrupt came. The time from due to taken. */
static bool wait_for_one(enum timer timer, uint32_t *late_ns)
{
	uint64_t due = counter() + ns_to_ticks(DUE_NS);
	uint64_t end = due + ns_to_ticks(PATIENCE_NS);

	came = 0;
	current = timer;
	set_timer(timer, due, TIMER_ON);
	while (!came && counter() < end) {
		/* With interrupts masked WFI still wakes, and none is lost between test and sleep.
		 */
		irq_off();
		if (!came)
			wfi();
		irq_on();
	}
	irq_off();
	set_timer(timer, 0, TIMER_OFF);
	/* CNTPCT and CNTVCT may differ: only the virtual timer's latency is known. */
	*late_ns = came_at > due ? (uint32_t)ticks_to_ns(came_at - due) : 0;
	return came;
}

static void check(enum timer timer)
{
	unsigned number = timer_interrupt(timer);
	struct trap trap;
	uint32_t late_ns;

	if (!number || !gic.version) {
		check_say("absent", !number ? "the device tree has no such timer"
					    : "no interrupt controller of a known kind");
		return;
	}
	trap_expect();
	set_timer(timer, 0, TIMER_OFF);
	if (trap_taken(&trap)) {
		check_fail(trap_words(trap.syndrome));
		return;
	}
	irq_handle(on_irq);
	gic_enable(number);
	if (!wait_for_one(timer, &late_ns))
		check_fail("no interrupt within " PATIENCE_TEXT);
	else if (came != number)
		check_fail("another interrupt came than the device tree says");
	else
		check_pass();
	gic_disable(number);
	irq_handle(NULL);
}

static void run_virtual(void)
{
	check(TIMER_VIRTUAL);
}

static void run_physical(void)
{
	check(TIMER_PHYSICAL);
}

EL1_UNIT(42, timer_virtual) = {"el1.timer.virtual-irq", "check", run_virtual};
EL1_UNIT(43, timer_physical) = {"el1.timer.physical-irq", "check", run_physical};

static void run_latency(void)
{
	static uint32_t samples[SAMPLES];
	unsigned number = timer_interrupt(TIMER_VIRTUAL);
	size_t count = 0;

	if (!number || !gic.version) {
		check_say("absent", "no virtual timer, or no interrupt controller of a known kind");
		return;
	}
	irq_handle(on_irq);
	gic_enable(number);
	while (count < SAMPLES && wait_for_one(TIMER_VIRTUAL, &samples[count]))
		count++;
	gic_disable(number);
	irq_handle(NULL);
	if (count)
		metric_samples("el1.timer.irq.latency", "cpu", "idle", samples, count);
	else
		check_say("inconclusive", "no timer interrupt arrived");
}

EL1_UNIT(60, timer_latency) = {"el1.timer.irq", "bench", run_latency};
