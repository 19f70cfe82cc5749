/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/cpu.h"
#include "el1/el1.h"
#include "el1/gic.h"

#define NUMBER	 1
#define SAMPLES	 64
#define PAUSE_NS 20000u /* for the receiver to sleep again */
#define ALL_NS	 250000000u

static volatile bool done, sleeps;
static volatile unsigned came;
static volatile uint64_t came_at;

static void on_irq(unsigned number, uint64_t at)
{
	came_at = at;
	came = number;
}

static void receive(void)
{
	gic_enable(NUMBER);
	while (!done) {
		irq_off();
		if (sleeps && !done)
			wfi();
		irq_on();
	}
	irq_off();
}

static bool wait_for_sgi(void)
{
	uint64_t end = counter() + ns_to_ticks(PATIENCE_NS);

	while (came != NUMBER)
		if (counter() > end)
			return false;
	return true;
}

static void pause(void)
{
	uint64_t end = counter() + ns_to_ticks(PAUSE_NS);

	while (counter() < end)
		;
}

/* From the moment of sending to the first instruction of the other CPU's handler. */
static size_t measure(bool asleep, uint32_t *samples, size_t most)
{
	uint64_t affinity, end = counter() + ns_to_ticks(ALL_NS), sent;
	size_t count = 0; /* one is tried, however late this CPU gets to it */

	cpu_count(&affinity);
	done = false;
	sleeps = asleep;
	irq_handle(on_irq);
	cpu_begin(receive);
	do {
		pause();
		came = 0;
		sent = counter();
		gic_send(NUMBER, affinity, false);
		if (!wait_for_sgi())
			break;
		samples[count++] = came_at > sent ? (uint32_t)ticks_to_ns(came_at - sent) : 0;
	} while (count < most && counter() < end);
	done = true;
	gic_send(NUMBER, affinity, false);
	cpu_wait();
	irq_handle(NULL);
	return count;
}

static bool possible(void)
{
	if (!gic.version)
		check_say("absent", "no interrupt controller of a known kind");
	else if (!cpu_is_up())
		check_say("absent", "no second CPU runs");
	return gic.version && cpu_is_up();
}

static void run_self(void)
{
	uint64_t own = read_sysreg(mpidr_el1);

	if (!gic.version) {
		check_say("absent", "no interrupt controller of a known kind");
		return;
	}
	came = 0;
	irq_handle(on_irq);
	gic_enable(NUMBER);
	gic_send(NUMBER, own, true);
	irq_on();
	if (wait_for_sgi())
		check_pass();
	else
		check_fail("an SGI to the sending CPU itself did not arrive within " PATIENCE_TEXT);
	irq_off();
	gic_disable(NUMBER);
	irq_handle(NULL);
}

static void run_other(void)
{
	uint32_t sample;

	if (!possible())
		return;
	if (measure(true, &sample, 1))
		check_pass();
	else
		check_fail("an SGI to the second CPU did not arrive within " PATIENCE_TEXT);
}

static void run_latency(void)
{
	static uint32_t samples[SAMPLES];
	size_t count;

	if (!possible())
		return;
	count = measure(true, samples, SAMPLES);
	if (count)
		metric_samples("el1.sgi.latency", "receiver", "asleep", samples, count);
	count = measure(false, samples, SAMPLES);
	if (count)
		metric_samples("el1.sgi.latency", "receiver", "running", samples, count);
}

EL1_UNIT(24, sgi_self) = {"el1.gic.sgi-self", "check", run_self};
EL1_UNIT(25, sgi_other) = {"el1.gic.sgi-other", "check", run_other};
EL1_UNIT(26, sgi_latency) = {"el1.sgi", "bench", run_latency};
