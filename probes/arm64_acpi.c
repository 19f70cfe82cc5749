/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/acpi.h"
#include "probes/acpi_arm.h"

#include <inttypes.h>
#include <stdio.h>

#define TABLE_MAX 65536

static uint8_t table[TABLE_MAX];

static size_t read_table(const char *name)
{
	return sysfs_bytes(table, sizeof(table), ACPI_TABLES "/%s", name);
}

static void show_interrupt(struct job *job, uint32_t interrupt, const char *fact)
{
	if (interrupt)
		fact_int(job, interrupt, "%s", fact);
}

static void show_psci(struct job *job)
{
	struct acpi_fadt fadt;

	if (acpi_read_fadt(&fadt) && fadt.psci)
		fact_str(job, fadt.psci_hvc ? "hvc" : "smc", "arm.acpi.psci.method");
}

static void show_timers(struct job *job)
{
	static const char *const facts[ACPI_TIMERS] = {"arm.acpi.timer.secure.interrupt",
		"arm.acpi.timer.physical.interrupt", "arm.acpi.timer.virtual.interrupt",
		"arm.acpi.timer.hypervisor.interrupt"};
	struct acpi_gtdt gtdt;

	if (!acpi_parse_gtdt(&gtdt, table, read_table("GTDT")))
		return;
	for (unsigned i = 0; i < ACPI_TIMERS; i++)
		show_interrupt(job, gtdt.interrupts[i], facts[i]);
	fact_bool(job, gtdt.always_on, "arm.acpi.timer.always_on");
	fact_int(job, gtdt.watchdogs, "arm.acpi.watchdogs");
}

static void show_gic(struct job *job)
{
	struct acpi_madt madt;

	if (!acpi_parse_madt(&madt, table, read_table("APIC")))
		return;
	fact_int(job, madt.cpus, "arm.acpi.cpus");
	fact_int(job, madt.gic_version, "arm.acpi.gic.version");
	fact_int(job, madt.redistributor_regions, "arm.acpi.gic.redistributor_regions");
	fact_int(job, madt.its, "arm.acpi.gic.its");
	fact_int(job, madt.msi_frames, "arm.acpi.gic.msi_frames");
	show_interrupt(job, madt.pmu_interrupt, "arm.acpi.pmu.interrupt");
}

static void show_uart(struct job *job)
{
	struct acpi_spcr spcr;

	if (!acpi_parse_spcr(&spcr, table, read_table("SPCR")))
		return;
	if (spcr.type)
		fact_str(job, spcr.type, "arm.acpi.uart");
	fact_int(job, spcr.type_number, "arm.acpi.uart.type");
	show_interrupt(job, spcr.interrupt, "arm.acpi.uart.interrupt");
}

static void show_pci(struct job *job)
{
	struct acpi_mcfg mcfg;
	char text[24];

	if (!acpi_parse_mcfg(&mcfg, table, read_table("MCFG")))
		return;
	snprintf(text, sizeof(text), "0x%" PRIx64, mcfg.address);
	fact_str(job, text, "arm.acpi.pci.ecam");
	fact_int(job, mcfg.buses, "arm.acpi.pci.buses");
}

static void run(struct job *job)
{
#if defined(__aarch64__)
	if (!acpi_present())
		return;
	show_psci(job);
	show_timers(job);
	show_gic(job);
	show_uart(job);
	show_pci(job);
	fact_int(job, acpi_count_smmus(table, read_table("IORT")), "arm.acpi.smmus");
#else
	(void)job, (void)show_psci, (void)show_timers, (void)show_gic, (void)show_uart,
		(void)show_pci;
#endif
}

static const struct fact_desc facts[] = {
	{"arm.acpi.psci.method", FACT_STRING, NULL, "how PSCI is called: hvc or smc (FADT)"},
	{"arm.acpi.timer.*.interrupt", FACT_INTEGER, NULL,
		"GSIV of the secure, physical, virtual or hypervisor timer (GTDT)"},
	{"arm.acpi.timer.always_on", FACT_BOOLEAN, NULL,
		"the virtual timer does not stop in idle states (GTDT)"},
	{"arm.acpi.watchdogs", FACT_INTEGER, NULL, "generic watchdogs (GTDT)"},
	{"arm.acpi.cpus", FACT_INTEGER, NULL, "CPU interfaces that are enabled (MADT GICC)"},
	{"arm.acpi.gic.version", FACT_INTEGER, NULL, "2, 3 or 4; 0: not told (MADT GICD)"},
	{"arm.acpi.gic.redistributor_regions", FACT_INTEGER, NULL, "regions (MADT GICR)"},
	{"arm.acpi.gic.its", FACT_INTEGER, NULL, "interrupt translation services (MADT)"},
	{"arm.acpi.gic.msi_frames", FACT_INTEGER, NULL, "GICv2's MSI frames (MADT)"},
	{"arm.acpi.pmu.interrupt", FACT_INTEGER, NULL,
		"GSIV of the performance monitors' overflow, first CPU (MADT GICC)"},
	{"arm.acpi.uart", FACT_STRING, NULL,
		"kind of the console's UART: PL011, SBSA, 16550, DCC (SPCR)"},
	{"arm.acpi.uart.type", FACT_INTEGER, NULL, "the same as the number of the table (SPCR)"},
	{"arm.acpi.uart.interrupt", FACT_INTEGER, NULL, "GSIV of that UART (SPCR)"},
	{"arm.acpi.pci.ecam", FACT_STRING, NULL,
		"where PCI configuration space is, hexadecimal (MCFG)"},
	{"arm.acpi.pci.buses", FACT_INTEGER, NULL, "buses that fit it (MCFG)"},
	{"arm.acpi.smmus", FACT_INTEGER, NULL, "SMMUs (IORT)"},
	{0},
};

PROBE(arm64_acpi) = {
	.id = "arm.acpi",
	.title = "What the ACPI tables of an Arm machine say",
	.source = "ACPI 6.5, 5.2.9, 5.2.12 and 5.2.25; SPCR and DBG2 tables; PCI Firmware 3.3, "
		  "4.1.2; IORT (DEN0049)",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
