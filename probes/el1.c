/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

/*
 * What the EL1 probe (el1/) finds: it runs without a kernel and carries none of these
 * words, only the ids.
 */

#define EXCEPTION "a call faulted, where it should answer NOT_SUPPORTED: with which exception"

static const struct fact_desc psci_facts[] = {
	{"arm.psci.method", FACT_STRING, NULL,
		"hvc or smc: the instruction that the device tree names for calls"},
	{"arm.psci.trapped", FACT_BOOLEAN, NULL, "the call instruction itself faulted"},
	{"arm.psci.exception", FACT_STRING, NULL, EXCEPTION},
	{"arm.psci.version", FACT_STRING, NULL, "what PSCI_VERSION answers"},
	{"arm.psci.migrate_info_type", FACT_INTEGER, NULL,
		"0 or 1: a Trusted OS that runs on one CPU; 2: none needs migration; negative: not "
		"offered"},
	{"arm.psci.functions", FACT_LIST, NULL, "functions that PSCI_FEATURES says are there"},
	{"arm.psci.system_off", FACT_BOOLEAN, NULL,
		"the EL1 probe's machine ended by the SYSTEM_OFF after its last question; not "
		"there: "
		"nothing outside would end then"},
	{"arm.psci.cpu_on.answer", FACT_INTEGER, NULL,
		"what CPU_ON of the second CPU answered; 0: success"},
	{0},
};

PROBE(el1_psci) = {
	.id = "el1.psci",
	.title = "What PSCI offers, asked from EL1",
	.source = "PSCI 1.3 (DEN0022), 5",
	.flags = UNIT_EL1,
	.facts = psci_facts,
};

static const struct fact_desc smccc_facts[] = {
	{"arm.smccc.version", FACT_STRING, NULL, "1.0 where SMCCC_VERSION is not offered"},
	{"arm.smccc.arch_features", FACT_LIST, NULL,
		"calls that SMCCC_ARCH_FEATURES says are there"},
	{"arm.smccc.soc_id.version", FACT_STRING, NULL, "JEP-106 code and SoC ID, hexadecimal"},
	{"arm.smccc.soc_id.revision", FACT_STRING, NULL, "SoC revision, hexadecimal"},
	{"arm.smccc.exception", FACT_STRING, NULL, EXCEPTION},
	{0},
};

PROBE(el1_smccc) = {
	.id = "el1.smccc",
	.title = "Which calling convention and which architecture calls there are",
	.source = "SMC Calling Convention 1.6 (DEN0028), 7",
	.flags = UNIT_EL1,
	.facts = smccc_facts,
};

static const struct fact_desc vendor_facts[] = {
	{"arm.smccc.hypervisor", FACT_BOOLEAN, NULL,
		"vendor-specific hypervisor calls are offered"},
	{"arm.smccc.hypervisor.uid", FACT_STRING, NULL, "which vendor: the UID of these calls"},
	{"arm.smccc.hypervisor.features", FACT_STRING, NULL,
		"a bit for each such call, hexadecimal"},
	{"arm.smccc.hypervisor.exception", FACT_STRING, NULL, EXCEPTION},
	{0},
};

PROBE(el1_vendor) = {
	.id = "el1.smccc.hypervisor",
	.title = "What the hypervisor says of itself in the calls of its vendor",
	.source = "SMC Calling Convention 1.6 (DEN0028), 6.2",
	.flags = UNIT_EL1,
	.facts = vendor_facts,
};

static const struct fact_desc trng_facts[] = {
	{"arm.trng", FACT_BOOLEAN, NULL, "the TRNG calls are offered"},
	{"arm.trng.version", FACT_STRING, NULL, "version of the TRNG interface"},
	{"arm.trng.uuid", FACT_STRING, NULL, "which implementation"},
	{"arm.trng.entropy", FACT_BOOLEAN, NULL, "two requests gave entropy, and not the same"},
	{"arm.trng.exception", FACT_STRING, NULL, EXCEPTION},
	{0},
};

PROBE(el1_trng) = {
	.id = "el1.trng",
	.title = "Whether firmware or hypervisor gives true random numbers",
	.source = "Arm TRNG Firmware Interface (DEN0098)",
	.flags = UNIT_EL1,
	.facts = trng_facts,
};

static const struct fact_desc pvtime_facts[] = {
	{"arm.pvtime", FACT_BOOLEAN, NULL, "PV_TIME_FEATURES is offered"},
	{"arm.pvtime.stolen_time", FACT_BOOLEAN, NULL,
		"PV_TIME_ST gives the address of the stolen time structure"},
	{"arm.pvtime.exception", FACT_STRING, NULL, EXCEPTION},
	{0},
};

PROBE(el1_pvtime) = {
	.id = "el1.pvtime",
	.title = "Whether stolen time is told to the guest",
	.source = "Paravirtualized Time for Arm-based Systems (DEN0057)",
	.flags = UNIT_EL1,
	.facts = pvtime_facts,
};

static const struct fact_desc ffa_facts[] = {
	{"arm.ffa", FACT_BOOLEAN, NULL, "FFA_VERSION is answered"},
	{"arm.ffa.version", FACT_STRING, NULL, "the version that it speaks"},
	{"arm.ffa.interfaces", FACT_LIST, NULL, "interfaces that FFA_FEATURES says are there"},
	{"arm.ffa.id", FACT_INTEGER, NULL, "the partition id of this guest"},
	{"arm.ffa.partitions", FACT_INTEGER, NULL, "partitions that FFA_PARTITION_INFO_GET counts"},
	{"arm.ffa.exception", FACT_STRING, NULL, EXCEPTION},
	{0},
};

PROBE(el1_ffa) = {
	.id = "el1.ffa",
	.title = "What the firmware framework FF-A offers",
	.source = "Arm Firmware Framework for A-profile 1.2 (DEN0077), 13",
	.flags = UNIT_EL1,
	.facts = ffa_facts,
};

static const struct fact_desc id_facts[] = {
	{"arm.el1.entry_el", FACT_INTEGER, NULL,
		"the exception level at which the hypervisor starts a guest"},
	{"arm.id.midr", FACT_STRING, NULL, "MIDR, hexadecimal, or how reading it faulted"},
	{"arm.id.mpidr", FACT_STRING, NULL, "MPIDR, hexadecimal, or how reading it faulted"},
	{"arm.id.revidr", FACT_STRING, NULL, "REVIDR, hexadecimal, or how reading it faulted"},
	{"arm.id.id_pfr0", FACT_STRING, NULL, "ID_PFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64pfr0", FACT_STRING, NULL,
		"ID_AA64PFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64pfr1", FACT_STRING, NULL,
		"ID_AA64PFR1, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64pfr2", FACT_STRING, NULL,
		"ID_AA64PFR2, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64zfr0", FACT_STRING, NULL,
		"ID_AA64ZFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64smfr0", FACT_STRING, NULL,
		"ID_AA64SMFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64dfr0", FACT_STRING, NULL,
		"ID_AA64DFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64dfr1", FACT_STRING, NULL,
		"ID_AA64DFR1, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64isar0", FACT_STRING, NULL,
		"ID_AA64ISAR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64isar1", FACT_STRING, NULL,
		"ID_AA64ISAR1, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64isar2", FACT_STRING, NULL,
		"ID_AA64ISAR2, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64isar3", FACT_STRING, NULL,
		"ID_AA64ISAR3, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64mmfr0", FACT_STRING, NULL,
		"ID_AA64MMFR0, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64mmfr1", FACT_STRING, NULL,
		"ID_AA64MMFR1, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64mmfr2", FACT_STRING, NULL,
		"ID_AA64MMFR2, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64mmfr3", FACT_STRING, NULL,
		"ID_AA64MMFR3, hexadecimal, or how reading it faulted"},
	{"arm.id.id_aa64mmfr4", FACT_STRING, NULL,
		"ID_AA64MMFR4, hexadecimal, or how reading it faulted"},
	{"arm.id.clidr", FACT_STRING, NULL, "CLIDR, hexadecimal, or how reading it faulted"},
	{"arm.id.ctr", FACT_STRING, NULL, "CTR, hexadecimal, or how reading it faulted"},
	{"arm.id.dczid", FACT_STRING, NULL, "DCZID, hexadecimal, or how reading it faulted"},
	{0},
};

PROBE(el1_id) = {
	.id = "el1.id",
	.title = "The identification registers as EL1 reads them",
	.source = "Arm Architecture Reference Manual (DDI0487), D24.2",
	.flags = UNIT_EL1,
	.facts = id_facts,
};

static const struct fact_desc timer_facts[] = {
	{"arm.timer.frequency_hz", FACT_INTEGER, "1/s", "CNTFRQ_EL0"},
	{"arm.timer.step_ns", FACT_INTEGER, "ns",
		"the smallest step between two readings of the virtual counter"},
	{"arm.timer.physical.counter", FACT_BOOLEAN, NULL, "EL1 may read the physical counter"},
	{"arm.timer.virtual.offset_ns", FACT_INTEGER, "ns",
		"how far the virtual counter is behind the physical one"},
	{"arm.timer.physical.interrupt", FACT_INTEGER, NULL,
		"INTID of the physical timer, from the device tree; 0: none"},
	{"arm.timer.virtual.interrupt", FACT_INTEGER, NULL,
		"INTID of the virtual timer, from the device tree; 0: none"},
	{0},
};

PROBE(el1_timer) = {
	.id = "el1.timer",
	.title = "The generic timer and its interrupts",
	.source = "Arm Architecture Reference Manual (DDI0487), D12",
	.flags = UNIT_EL1,
	.facts = timer_facts,
};

static const struct fact_desc gic_facts[] = {
	{"arm.gic.version", FACT_INTEGER, NULL, "2 or 3; 0: none of a kind that is known"},
	{"arm.gic.typer", FACT_STRING, NULL, "GICD_TYPER, hexadecimal"},
	{"arm.gic.implementer", FACT_STRING, NULL, "GICD_IIDR, hexadecimal"},
	{"arm.gic.spis", FACT_INTEGER, NULL, "shared peripheral interrupts"},
	{"arm.gic.sgis", FACT_INTEGER, NULL,
		"software generated interrupts that the guest can switch on"},
	{"arm.gic.two_security_states", FACT_BOOLEAN, NULL,
		"the distributor has two security states"},
	{"arm.gic.its", FACT_BOOLEAN, NULL,
		"an interrupt translation service stands in the device tree"},
	{"arm.gic.lpis", FACT_BOOLEAN, NULL, "message based interrupts (LPIs) are supported"},
	{"arm.gic.redistributors", FACT_INTEGER, NULL,
		"redistributor frames in the region that the device tree names"},
	{"arm.gic.redistributor_of_cpu", FACT_BOOLEAN, NULL,
		"the first CPU has a redistributor of its affinity"},
	{0},
};

PROBE(el1_gic) = {
	.id = "el1.gic",
	.title = "The interrupt controller as its registers describe it",
	.source = "GIC Architecture Specification (IHI0069), 12",
	.flags = UNIT_EL1,
	.facts = gic_facts,
};

static const struct fact_desc memory_facts[] = {
	{"arm.memory.start", FACT_STRING, NULL, "where the first range begins, hexadecimal"},
	{"arm.memory.ranges", FACT_INTEGER, NULL, "ranges of memory"},
	{"arm.memory.size_mib", FACT_INTEGER, "MiB", "their size"},
	{0},
};

PROBE(el1_memory) = {
	.id = "el1.memory",
	.title = "Memory as the device tree announces it",
	.source = "Devicetree Specification 0.4, 3.4",
	.flags = UNIT_EL1,
	.facts = memory_facts,
};

static const struct fact_desc beyond_facts[] = {
	{"arm.memory.beyond", FACT_STRING, NULL, "the exception, or what is read"},
	{0},
};

PROBE(el1_beyond) = {
	.id = "el1.memory.beyond",
	.title = "What a read behind the end of memory does",
	.source = "Base System Architecture (DEN0094), B_MEM_02",
	.flags = UNIT_EL1,
	.facts = beyond_facts,
};

static const struct fact_desc feature_facts[] = {
	{"arm.features", FACT_LIST, NULL,
		"what the identification registers say that the CPU has, and how it runs"},
	{0},
};

PROBE(el1_features) = {
	.id = "el1.features",
	.title = "Features of the first CPU, from its identification registers",
	.source = "Arm Architecture Reference Manual (DDI0487), D24.2",
	.flags = UNIT_EL1,
	.facts = feature_facts,
};

static const struct fact_desc pmu_facts[] = {
	{"arm.pmu.interrupt", FACT_INTEGER, NULL,
		"INTID of the performance monitors, from the device tree; 0: none"},
	{0},
};

PROBE(el1_pmu) = {
	.id = "el1.pmu",
	.title = "The performance monitors' interrupt",
	.source = "Devicetree binding arm/pmu.yaml",
	.flags = UNIT_EL1,
	.facts = pmu_facts,
};

static const struct fact_desc pci_facts[] = {
	{"arm.pci.functions", FACT_INTEGER, NULL,
		"PCI functions on the first bus; -1: reading configuration space faults"},
	{0},
};

PROBE(el1_pci) = {
	.id = "el1.pci",
	.title = "PCI functions as EL1 finds them in configuration space",
	.source = "Base System Architecture (DEN0094), PCI_IN_02",
	.flags = UNIT_EL1,
	.facts = pci_facts,
};

static const struct fact_desc smmu_facts[] = {
	{"arm.smmu.count", FACT_INTEGER, NULL, "SMMUv3 in the device tree"},
	{"arm.smmu.version", FACT_STRING, NULL, "architecture version of the first, e.g. 3.1"},
	{"arm.smmu.same_revision", FACT_BOOLEAN, NULL, "all have that version"},
	{"arm.smmu.stage_1", FACT_BOOLEAN, NULL, "the first translates at stage 1"},
	{"arm.smmu.address_bits", FACT_INTEGER, NULL, "output address size of the first"},
	{"arm.smmu.granules", FACT_LIST, NULL, "translation granules of the first: 4k, 16k, 64k"},
	{0},
};

PROBE(el1_smmu) = {
	.id = "el1.smmu",
	.title = "The SMMUs as their registers describe them",
	.source = "SMMUv3 Architecture Specification (IHI0070), 6.3",
	.flags = UNIT_EL1,
	.facts = smmu_facts,
};
