/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/acpi.h"
#include "probes/device_tree.h"
#include "probes/words.h"

#include <string.h>

#define EFI	    "/sys/firmware/efi"
#define SECURE_BOOT EFI "/efivars/SecureBoot-8be4df61-93ca-11d2-aa0d-00e098032b8c"

static void add_table(const char *path, void *to)
{
	fact_item(to, "%s", strrchr(path, '/') + 1);
}

static void show_acpi(struct job *job)
{
	struct fact_items tables = {0};
	struct acpi_fadt fadt;

	fact_bool(job, acpi_present(), "firmware.acpi");
	sysfs_each(
		add_table, &tables, ACPI_TABLES "/[A-Z]*"); /* not the directories data, dynamic */
	fact_list(job, &tables, "firmware.acpi_tables");
	if (acpi_read_fadt(&fadt))
		fact_bool(job, fadt.hardware_reduced, "firmware.acpi_hardware_reduced");
}

static void show_device_tree(struct job *job)
{
	struct fact_items compatible = {0};
	char text[256];

	fact_bool(job, sysfs_exists(DEVICE_TREE), "firmware.device_tree");
	if (device_tree_strings(text, sizeof(text), "model"))
		fact_str(job, text, "firmware.device_tree_model");
	if (device_tree_strings(text, sizeof(text), "compatible")) {
		words_add(&compatible, text);
		fact_list(job, &compatible, "firmware.device_tree_compatible");
	}
}

static void show_efi(struct job *job)
{
	unsigned char variable[5]; /* four bytes of attributes, then the value */

	fact_bool(job, sysfs_exists(EFI), "firmware.efi");
	if (sysfs_bytes(variable, sizeof(variable), SECURE_BOOT) == sizeof(variable))
		fact_bool(job, variable[4] == 1, "firmware.secure_boot");
}

static void show_smbios(struct job *job)
{
	static const char *const strings[] = {"sys_vendor", "product_name", "product_version",
		"board_name", "bios_vendor", "bios_version", "bios_date", "chassis_vendor"};
	char line[128];

	fact_bool(job, sysfs_exists("/sys/firmware/dmi/tables/DMI"), "firmware.smbios");
	for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++)
		if (sysfs_line(line, sizeof(line), "/sys/class/dmi/id/%s", strings[i]) && *line)
			fact_str(job, line, "firmware.dmi.%s", strings[i]);
}

static void run(struct job *job)
{
	show_acpi(job);
	show_device_tree(job);
	show_efi(job);
	show_smbios(job);
}

static const struct fact_desc facts[] = {
	{"firmware.acpi", FACT_BOOLEAN, NULL, "whether ACPI describes the machine"},
	{"firmware.acpi_tables", FACT_LIST, NULL, "the ACPI tables"},
	{"firmware.acpi_hardware_reduced", FACT_BOOLEAN, NULL,
		"whether it does without the fixed hardware of a PC (HW_REDUCED_ACPI)"},
	{"firmware.device_tree", FACT_BOOLEAN, NULL, "whether a device tree describes the machine"},
	{"firmware.device_tree_model", FACT_STRING, NULL, "its root node's model"},
	{"firmware.device_tree_compatible", FACT_LIST, NULL, "its root node's compatible"},
	{"firmware.efi", FACT_BOOLEAN, NULL, "whether EFI runtime services are there"},
	{"firmware.secure_boot", FACT_BOOLEAN, NULL, "whether EFI verified what it booted"},
	{"firmware.smbios", FACT_BOOLEAN, NULL, "whether there are SMBIOS tables"},
	{"firmware.dmi.*", FACT_STRING, NULL,
		"an SMBIOS string, by the name that /sys/class/dmi/id has for it"},
	{0},
};

PROBE(firmware) = {
	.id = "firmware",
	.title = "What describes the machine to the guest, and what booted it",
	.source = "ACPI 6.5, 5.2; Devicetree Specification 0.4, 3.2; UEFI 2.10, 8; SMBIOS 3.7",
	.facts = facts,
	.run = run,
};
