/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/cpu.h"
#include "el1/el1.h"
#include "el1/psci_ids.h"

/* AFFINITY_INFO (DEN0022F 5.7) */
enum state { STATE_ON, STATE_OFF, STATE_ON_PENDING };

static void run_on(void)
{
	uint64_t affinity;
	uint32_t took_ns = 0;
	bool up;
	int32_t answer;

	if (cpu_count(&affinity) < 2) {
		check_say("absent", "the device tree has one CPU");
		return;
	}
	if (call32(PSCI_AFFINITY_INFO, affinity, 0, 0) != STATE_OFF)
		check_fail("AFFINITY_INFO does not say OFF of a CPU that was never started");
	answer = cpu_start(&up, &took_ns);
	fact_int("arm.psci.cpu_on.answer", answer);
	if (!up) {
		check_fail(answer ? "CPU_ON was refused"
				  : "the CPU did not run within " PATIENCE_TEXT);
		return;
	}
	if (call32(PSCI_AFFINITY_INFO, affinity, 0, 0) != STATE_ON)
		check_fail("AFFINITY_INFO does not say ON of a CPU that runs");
	metric_samples("el1.cpu_on.latency", NULL, NULL, &took_ns, 1);
	check_pass();
}

EL1_UNIT(20, psci_cpu_on) = {"el1.psci.cpu-on", "check", run_on};

static void run_again(void)
{
	uint64_t affinity;

	cpu_count(&affinity);
	if (!cpu_is_up())
		check_say("blocked", "the second CPU did not start");
	else if (call32(PSCI_CPU_ON, affinity, 0, 0) != -4 /* ALREADY_ON */)
		check_fail("CPU_ON of a CPU that runs does not answer ALREADY_ON");
	else
		check_pass();
}

EL1_UNIT(21, psci_already_on) = {"el1.psci.already-on", "check", run_again};

static void run_off(void)
{
	if (!cpu_is_up())
		check_say("blocked", "the second CPU did not start");
	else if (!cpu_stop())
		check_fail("AFFINITY_INFO does not say OFF within " PATIENCE_TEXT " of CPU_OFF");
	else
		check_pass();
}

EL1_UNIT(29, psci_cpu_off) = {"el1.psci.cpu-off", "check", run_off};
