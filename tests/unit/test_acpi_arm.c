/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/acpi_arm.h"

#include <criterion/criterion.h>
#include <string.h>

Test(acpi_arm, timers_and_watchdogs)
{
	uint8_t table[104 + 28 * 2] = {[48] = 29,
		[56] = 30,
		[64] = 27,
		[68] = 4,
		[72] = 26,
		[88] = 2,
		[92] = 104,
		[104] = 1,
		[105] = 28,
		[132] = 0,
		[133] = 28};
	struct acpi_gtdt gtdt;

	cr_assert(acpi_parse_gtdt(&gtdt, table, sizeof(table)));
	cr_assert_eq(gtdt.interrupts[0], 29);
	cr_assert_eq(gtdt.interrupts[1], 30);
	cr_assert_eq(gtdt.interrupts[2], 27);
	cr_assert_eq(gtdt.interrupts[3], 26);
	cr_assert(gtdt.always_on);
	cr_assert_eq(gtdt.watchdogs, 1, "type 0 is a timer block");
	cr_assert_not(acpi_parse_gtdt(&gtdt, table, 60));
}

static uint8_t *put(uint8_t *at, uint8_t type, uint8_t length)
{
	at[0] = type;
	at[1] = length;
	return at + length;
}

Test(acpi_arm, interrupt_controllers)
{
	uint8_t table[400] = {0}, *at = table + 44;
	struct acpi_madt madt;

	at[20] = 24;
	at[20 + 3] = 0xff; /* of a CPU that is not enabled */
	at = put(at, 11, 80);
	at[12] = 1;
	at[20] = 23;
	at = put(at, 11, 80);
	at[12] = 1;
	at[20] = 22;
	at = put(at, 11, 80);
	at[20] = 3;
	at = put(at, 12, 24);
	at = put(at, 14, 16);
	at = put(at, 15, 20);
	cr_assert(acpi_parse_madt(&madt, table, (size_t)(at - table)));
	cr_assert_eq(madt.cpus, 2);
	cr_assert_eq(madt.gic_version, 3);
	cr_assert_eq(madt.redistributor_regions, 1);
	cr_assert_eq(madt.its, 1);
	cr_assert_eq(madt.msi_frames, 0);
	cr_assert_eq(madt.pmu_interrupt, 23);
	cr_assert_not(acpi_parse_madt(&madt, table, 40));
}

Test(acpi_arm, a_structure_without_length_or_beyond_the_table_ends_the_list, .timeout = 5)
{
	uint8_t table[44 + 40] = {0};
	struct acpi_madt madt;

	put(put(table + 44, 15, 20), 15, 0);
	cr_assert(acpi_parse_madt(&madt, table, sizeof(table)));
	cr_assert_eq(madt.its, 1);
	put(put(table + 44, 15, 20), 15, 21);
	cr_assert(acpi_parse_madt(&madt, table, sizeof(table)));
	cr_assert_eq(madt.its, 1);
}

Test(acpi_arm, console)
{
	uint8_t table[80] = {[36] = 3, [52] = 8, [54] = 33};
	struct acpi_spcr spcr;

	cr_assert(acpi_parse_spcr(&spcr, table, sizeof(table)));
	cr_assert_str_eq(spcr.type, "PL011");
	cr_assert_eq(spcr.interrupt, 33);
	table[36] = 0x0e;
	table[52] = 0;
	cr_assert(acpi_parse_spcr(&spcr, table, sizeof(table)));
	cr_assert_str_eq(spcr.type, "SBSA");
	cr_assert_eq(spcr.interrupt, 0, "not one of the GIC's");
	table[36] = 0x77;
	cr_assert(acpi_parse_spcr(&spcr, table, sizeof(table)));
	cr_assert_null(spcr.type);
	cr_assert_eq(spcr.type_number, 0x77);
}

Test(acpi_arm, configuration_space)
{
	uint8_t table[60] = {[47] = 0x10, [48] = 0x40, [54] = 0, [55] = 255};
	struct acpi_mcfg mcfg;

	cr_assert(acpi_parse_mcfg(&mcfg, table, sizeof(table)));
	cr_assert_eq(mcfg.address, 0x4010000000);
	cr_assert_eq(mcfg.buses, 256);
	cr_assert_not(acpi_parse_mcfg(&mcfg, table, 44), "a table without an entry");
}

Test(acpi_arm, smmus)
{
	uint8_t table[48 + 20 + 20] = {
		[36] = 2, [40] = 48, [48] = 4, [49] = 20, [68] = 0, [69] = 20};

	cr_assert_eq(acpi_count_smmus(table, sizeof(table)), 1);
	cr_assert_eq(acpi_count_smmus(table, 20), 0);
}
