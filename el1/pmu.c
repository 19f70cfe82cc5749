/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/gic.h"

#define ENABLE	      (1u << 0) /* PMCR_EL0.E */
#define LONG	      (1u << 6) /* PMCR_EL0.LC: the cycle counter overflows at 64 bits */
#define CYCLE_COUNTER (1u << 31)
#define CYCLES	      10000

static volatile unsigned came;

/* Says `absent` where there is none (Arm ARM D24.2, ID_AA64DFR0_EL1.PMUVer). */
static bool present(void)
{
	unsigned version = read_sysreg(id_aa64dfr0_el1) >> 8 & 15;

	if (!version || version == 15)
		check_say("absent", "the CPU has no PMUv3");
	return version && version != 15;
}

static bool start(uint64_t from)
{
	struct trap trap;

	trap_expect();
	write_sysreg(pmcr_el0, ENABLE | LONG);
	write_sysreg(pmccfiltr_el0, 0);
	write_sysreg(pmovsclr_el0, ~0u);
	write_sysreg(pmccntr_el0, from);
	write_sysreg(pmcntenset_el0, CYCLE_COUNTER);
	if (!trap_taken(&trap))
		return true;
	check_fail(trap_words(trap.syndrome));
	return false;
}

static void stop(void)
{
	write_sysreg(pmintenclr_el1, CYCLE_COUNTER);
	write_sysreg(pmcntenclr_el0, CYCLE_COUNTER);
	write_sysreg(pmovsclr_el0, ~0u);
	write_sysreg(pmcr_el0, 0);
}

static void run_counts(void)
{
	uint64_t end = counter() + ns_to_ticks(PATIENCE_NS);

	if (!present() || !start(0))
		return;
	while (!read_sysreg(pmccntr_el0) && counter() < end)
		;
	if (read_sysreg(pmccntr_el0))
		check_pass();
	else
		check_fail("PMCCNTR_EL0 does not count");
	stop();
}

EL1_UNIT(70, pmu_counts) = {"el1.pmu.cycles", "check", run_counts};

static void on_irq(unsigned number, uint64_t at)
{
	(void)at;
	stop();
	came = number;
}

static void run_overflow(void)
{
	uint64_t end = counter() + ns_to_ticks(PATIENCE_NS);
	unsigned number = gic_ppi("arm,armv8-pmuv3", 0);

	if (!present())
		return;
	if (!number || !gic.version) {
		check_say("absent", !number ? "the device tree has no PMU"
					    : "no interrupt controller of a known kind");
		return;
	}
	came = 0;
	irq_handle(on_irq);
	gic_enable(number);
	if (start(-(uint64_t)CYCLES)) {
		write_sysreg(pmintenset_el1, CYCLE_COUNTER);
		irq_on();
		while (!came && counter() < end)
			;
		irq_off();
		stop();
		if (!came)
			check_fail("no interrupt within " PATIENCE_TEXT " of an overflow");
		else if (came != number)
			check_fail("another interrupt came than the device tree says");
	}
	check_pass();
	gic_disable(number);
	irq_handle(NULL);
}

EL1_UNIT(71, pmu_overflow) = {"el1.pmu.overflow", "check", run_overflow};

static void run_probe(void)
{
	fact_int("arm.pmu.interrupt", gic_ppi("arm,armv8-pmuv3", 0));
}

EL1_UNIT(72, pmu) = {"el1.pmu", "probe", run_probe};
