/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_ACPI_H
#define PROBES_ACPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ACPI_TABLES "/sys/firmware/acpi/tables"

/* Fixed ACPI Description Table (ACPI 6.5, 5.2.9): what the probes ask it for. */
struct acpi_fadt {
	bool reset_register;   /* RESET_REG_SUP */
	bool hardware_reduced; /* HW_REDUCED_ACPI */
	bool sleep_register;   /* SLEEP_CONTROL_REG is set */
	bool psci;	       /* Arm: PSCI_COMPLIANT */
	bool psci_hvc;	       /* Arm: PSCI_USE_HVC */
};

bool acpi_present(void);
/* A field of a table, little-endian; 0 where the table is too short for it. */
uint64_t acpi_field(const uint8_t *table, size_t size, size_t at, size_t bytes);
/* False where there is none or it may not be read (only root may). */
bool acpi_read_fadt(struct acpi_fadt *fadt);
void acpi_parse_fadt(struct acpi_fadt *fadt, const uint8_t *table, size_t size);
/* Whether a definition block (DSDT or an SSDT) has the object of that four-letter name. */
bool acpi_names_object(const char *name);

#endif
