/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/acpi.h"

#include "core/sysfs.h"

#include <stdlib.h>
#include <string.h>

#define ARM_BOOT_ARCH	  129
#define FLAGS		  112
#define SLEEP_CONTROL_REG 244	     /* a generic address: 4 bytes of kind, 8 of address */
#define TABLE_MAX	  (1u << 20) /* no DSDT of a virtual machine comes near */

#define PSCI_COMPLIANT	(1u << 0)
#define PSCI_USE_HVC	(1u << 1)
#define RESET_REG_SUP	(1u << 10)
#define HW_REDUCED_ACPI (1u << 20)

bool acpi_present(void)
{
	return sysfs_count(ACPI_TABLES "/[A-Z]*") > 0;
}

uint64_t acpi_field(const uint8_t *table, size_t size, size_t at, size_t bytes)
{
	uint64_t value = 0;

	if (at > size || bytes > size - at) /* an older, shorter table */
		return 0;
	while (bytes--)
		value = value << 8 | table[at + bytes];
	return value;
}

void acpi_parse_fadt(struct acpi_fadt *fadt, const uint8_t *table, size_t size)
{
	uint64_t flags = acpi_field(table, size, FLAGS, 4);

	fadt->reset_register = flags & RESET_REG_SUP;
	fadt->hardware_reduced = flags & HW_REDUCED_ACPI;
	fadt->sleep_register = acpi_field(table, size, SLEEP_CONTROL_REG + 4, 8) != 0;
	fadt->psci = acpi_field(table, size, ARM_BOOT_ARCH, 2) & PSCI_COMPLIANT;
	fadt->psci_hvc = acpi_field(table, size, ARM_BOOT_ARCH, 2) & PSCI_USE_HVC;
}

bool acpi_read_fadt(struct acpi_fadt *fadt)
{
	uint8_t table[512];
	size_t size = sysfs_bytes(table, sizeof(table), ACPI_TABLES "/FACP");

	*fadt = (struct acpi_fadt){0};
	if (size)
		acpi_parse_fadt(fadt, table, size);
	return size > 0;
}

struct search {
	const char *name;
	bool found;
};

static void search_block(const char *path, void *to)
{
	struct search *search = to;
	void *block = malloc(TABLE_MAX);
	size_t size = block ? sysfs_bytes(block, TABLE_MAX, "%s", path) : 0;

	if (size && memmem(block, size, search->name, strlen(search->name)))
		search->found = true;
	free(block);
}

bool acpi_names_object(const char *name)
{
	struct search search = {.name = name};

	sysfs_each(search_block, &search, ACPI_TABLES "/[DS]SDT*");
	return search.found;
}
