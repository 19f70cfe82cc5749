/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/acpi.h"
#include "probes/pci_config.h"
#include "probes/smbios.h"

#include <criterion/criterion.h>

Test(smbios, memory_devices_add_up_in_all_three_units)
{
	static const uint8_t table[] = {/* type 1, with two strings */
		1, 8, 0, 1, 0, 0, 0, 0, 'A', 0, 'B', 'C', 0, 0,
		/* type 17: 512 MiB */
		17, 0x20, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0, 0, 0, 0, 'D', 0, 0,
		/* type 17: 0x8040 = 64 KiB; 2.0 tables stop at 0x15 */
		17, 0x15, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		/* type 17: extended, 0x8000 MiB */
		17, 0x20, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0x7f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0, 0, 0x00, 0x80, 0, 0, 0, 0,
		/* type 17: unknown size */
		17, 0x15, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		/* end */
		127, 4, 0, 6, 0, 0};

	cr_assert_eq(smbios_memory_bytes(table, sizeof(table)),
		(512ull << 20) + (64ull << 10) + (0x8000ull << 20));
}

Test(smbios, a_table_that_is_cut_or_wrong_ends_the_walk)
{
	static const uint8_t zero_length[] = {17, 0, 0, 1, 0, 0};
	static const uint8_t cut[] = {17, 0x20, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0x00, 0x02};
	static const uint8_t no_end[] = {1, 4, 0, 1, 'A'};

	cr_assert_eq(smbios_memory_bytes(zero_length, sizeof(zero_length)), 0);
	cr_assert_eq(smbios_memory_bytes(cut, sizeof(cut)), 0);
	cr_assert_eq(smbios_memory_bytes(no_end, sizeof(no_end)), 0);
	cr_assert_eq(smbios_memory_bytes(NULL, 0), 0);
}

Test(acpi, flags_of_the_fixed_description_table)
{
	uint8_t table[276] = {0};
	struct acpi_fadt fadt;

	table[113] = 0x04;     /* flags, bit 10 */
	table[114] = 0x10;     /* flags, bit 20 */
	table[244 + 4] = 0x10; /* SLEEP_CONTROL_REG, address */
	acpi_parse_fadt(&fadt, table, sizeof(table));
	cr_assert(fadt.reset_register);
	cr_assert(fadt.hardware_reduced);
	cr_assert(fadt.sleep_register);
	cr_assert_not(fadt.psci);
	acpi_parse_fadt(&fadt, table, 116); /* ACPI 1.0 */
	cr_assert_not(fadt.sleep_register);
}

static struct pci_config config_with_caps(void)
{
	struct pci_config config = {.size = 256};

	config.bytes[0x06] = 0x10; /* status: capability list */
	config.bytes[0x34] = 0x40;
	config.bytes[0x40] = 0x09;
	config.bytes[0x41] = 0x84;
	config.bytes[0x84] = 0x11; /* MSI-X, 3 vectors */
	config.bytes[0x86] = 0x02;
	return config;
}

Test(pci, capabilities_in_list_order)
{
	struct pci_config config = config_with_caps();

	pci_config_walk(&config);
	cr_assert_eq(config.cap_count, 2);
	cr_assert_eq(config.caps[1], 0x84);
	cr_assert_eq(pci_config_msix_vectors(&config), 3);
	cr_assert_str_eq(pci_capability_name(config.bytes[0x84]), "MSI-X");
	cr_assert_null(pci_capability_name(0xee));
}

Test(pci, a_list_in_a_circle_ends)
{
	struct pci_config config = config_with_caps();

	config.bytes[0x85] = 0x40;
	pci_config_walk(&config);
	cr_assert_leq(config.cap_count, sizeof(config.caps));
}

Test(pci, what_others_than_root_may_read_has_no_list)
{
	struct pci_config config = config_with_caps();

	config.size = 64;
	pci_config_walk(&config);
	cr_assert_eq(config.cap_count, 0);
	cr_assert_eq(pci_config_msix_vectors(&config), 0);
}
