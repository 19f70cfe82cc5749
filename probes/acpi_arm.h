/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_ACPI_ARM_H
#define PROBES_ACPI_ARM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the tables of an Arm machine say; an interrupt (GSIV) of 0 is none. */

enum { ACPI_TIMERS = 4 }; /* secure, non-secure physical, virtual, EL2 */

/* Generic Timer Description Table (ACPI 6.5, 5.2.25). */
struct acpi_gtdt {
	uint32_t interrupts[ACPI_TIMERS];
	bool always_on; /* the virtual timer */
	unsigned watchdogs;
};

/* Multiple APIC Description Table (ACPI 6.5, 5.2.12.14 to 5.2.12.18). */
struct acpi_madt {
	unsigned cpus; /* GICC structures that are enabled */
	unsigned gic_version;
	unsigned redistributor_regions, its, msi_frames;
	uint32_t pmu_interrupt; /* of the first CPU */
};

/* Serial Port Console Redirection Table, whose types are those of DBG2. */
struct acpi_spcr {
	const char *type; /* "PL011"; NULL: not one of Arm's or a 16550 */
	unsigned type_number;
	uint32_t interrupt;
};

/* PCI Express memory-mapped configuration space (PCI Firmware 3.3, 4.1.2): the first entry. */
struct acpi_mcfg {
	uint64_t address;
	unsigned buses;
};

/* Each false where the table is too short for its fixed part. */
bool acpi_parse_gtdt(struct acpi_gtdt *gtdt, const uint8_t *table, size_t size);
bool acpi_parse_madt(struct acpi_madt *madt, const uint8_t *table, size_t size);
bool acpi_parse_spcr(struct acpi_spcr *spcr, const uint8_t *table, size_t size);
bool acpi_parse_mcfg(struct acpi_mcfg *mcfg, const uint8_t *table, size_t size);
/* SMMUs that the I/O Remapping Table (DEN0049) describes. */
unsigned acpi_count_smmus(const uint8_t *table, size_t size);

#endif
