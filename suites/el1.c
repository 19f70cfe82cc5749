/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

/* What the EL1 probe (el1/) checks. */

CHECK(el1_psci_mandatory) = {
	.id = "el1.psci.mandatory",
	.title = "PSCI_FEATURES knows every function that is mandatory since PSCI 1.0",
	.source = "PSCI 1.3 (DEN0022), 5.1",
	.flags = UNIT_EL1,
};

static const struct metric_desc cpu_on_metrics[] = {
	{"el1.cpu_on.latency", "ns", BETTER_LOWER, "from CPU_ON to the other CPU's first C code"},
	{0},
};

CHECK(el1_cpu_on) = {
	.id = "el1.psci.cpu-on",
	.title = "CPU_ON starts the second CPU, and AFFINITY_INFO tells OFF before and ON after",
	.source = "PSCI 1.3 (DEN0022), 5.6 and 5.7",
	.flags = UNIT_EL1,
	.metrics = cpu_on_metrics,
};

CHECK(el1_already_on) = {
	.id = "el1.psci.already-on",
	.title = "CPU_ON of a CPU that runs answers ALREADY_ON",
	.source = "PSCI 1.3 (DEN0022), 5.6",
	.flags = UNIT_EL1,
};

CHECK(el1_cpu_off) = {
	.id = "el1.psci.cpu-off",
	.title = "AFFINITY_INFO tells OFF after CPU_OFF",
	.source = "PSCI 1.3 (DEN0022), 5.5 and 5.7",
	.flags = UNIT_EL1,
};

CHECK(el1_unknown) = {
	.id = "el1.smccc.unknown",
	.title = "A call that nobody offers answers NOT_SUPPORTED",
	.source = "SMC Calling Convention 1.6 (DEN0028), 5.2",
	.flags = UNIT_EL1,
};

CHECK(el1_symmetric) = {
	.id = "el1.cpu.symmetric",
	.title = "The first two CPUs have the same features",
	.source = "Base System Architecture (DEN0094), B_PE_01",
	.flags = UNIT_EL1,
};

CHECK(el1_coherent) = {
	.id = "el1.cpu.coherent",
	.title = "What one CPU writes to cached memory the other reads, without cache maintenance",
	.source = "Arm Architecture Reference Manual (DDI0487), B2.7; Base System Architecture "
		  "(DEN0094), B_PE_05",
	.flags = UNIT_EL1,
};

CHECK(el1_monotonic) = {
	.id = "el1.timer.monotonic",
	.title = "The virtual counter never goes back, from one CPU to another neither",
	.source = "Arm Architecture Reference Manual (DDI0487), D12.1.2",
	.flags = UNIT_EL1,
};

CHECK(el1_virtual_irq) = {
	.id = "el1.timer.virtual-irq",
	.title = "The virtual timer interrupts, by the number in the device tree",
	.source = "Arm Architecture Reference Manual (DDI0487), D12.2",
	.flags = UNIT_EL1,
};

CHECK(el1_physical_irq) = {
	.id = "el1.timer.physical-irq",
	.title = "The physical timer interrupts, by the number in the device tree",
	.source = "Arm Architecture Reference Manual (DDI0487), D12.2",
	.flags = UNIT_EL1,
};

CHECK(el1_sgi_self) = {
	.id = "el1.gic.sgi-self",
	.title = "A software generated interrupt arrives at the CPU that sends it",
	.source = "GIC Architecture Specification (IHI0069), 2.2",
	.flags = UNIT_EL1,
};

CHECK(el1_sgi_other) = {
	.id = "el1.gic.sgi-other",
	.title = "A software generated interrupt arrives at another CPU",
	.source = "GIC Architecture Specification (IHI0069), 2.2",
	.flags = UNIT_EL1,
};

CHECK(el1_populated) = {
	.id = "el1.memory.populated",
	.title = "Memory that the device tree announces can be written at both ends",
	.source = "Devicetree Specification 0.4, 3.4",
	.flags = UNIT_EL1,
};

CHECK(el1_pmu_cycles) = {
	.id = "el1.pmu.cycles",
	.title = "The cycle counter counts where PMUv3 is announced",
	.source = "Virtual Base System Architecture (DEN0150), V_L1PE_02",
	.flags = UNIT_EL1,
};

CHECK(el1_pmu_overflow) = {
	.id = "el1.pmu.overflow",
	.title = "An overflow of the cycle counter interrupts, by the number in the device tree",
	.source = "Base System Architecture (DEN0094), B_PE_10",
	.flags = UNIT_EL1,
};

CHECK(el1_pci_absent) = {
	.id = "el1.pci.absent",
	.title = "Configuration space reads as ones where no function is, and never faults",
	.source = "Base System Architecture (DEN0094), PCI_IN_02 and PCI_IN_16",
	.flags = UNIT_EL1,
};
