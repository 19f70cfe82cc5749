/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/power_paths.h"

#include "core/sysfs.h"
#include "probes/acpi.h"
#include "probes/device_tree.h"

#define DRIVERS "/sys/bus/platform/drivers"

static void add_off(struct power_paths *paths, const char *name)
{
	if (paths->off_count < POWER_PATHS_MAX)
		paths->off[paths->off_count++] = name;
}

static void add_reset(struct power_paths *paths, const char *name)
{
	if (paths->reset_count < POWER_PATHS_MAX)
		paths->reset[paths->reset_count++] = name;
}

static void ask_acpi(struct power_paths *paths)
{
	struct acpi_fadt fadt;

	if (!acpi_read_fadt(&fadt))
		return;
	/* _S5 says that the state exists; without fixed hardware it takes a register, too. */
	if (acpi_names_object("_S5_") && (!fadt.hardware_reduced || fadt.sleep_register))
		add_off(paths, "ACPI S5");
	if (fadt.reset_register)
		add_reset(paths, "ACPI reset register");
	if (fadt.psci) {
		add_off(paths, "PSCI SYSTEM_OFF");
		add_reset(paths, "PSCI SYSTEM_RESET");
	}
}

static void ask_device_tree(struct power_paths *paths)
{
	static const struct {
		const char *driver, *name;
		void (*add)(struct power_paths *paths, const char *name);
	} drivers[] = {
		{"syscon-poweroff", "syscon-poweroff", add_off},
		{"poweroff-gpio", "gpio-poweroff", add_off},
		{"syscon-reboot", "syscon-reboot", add_reset},
		{"restart-gpio", "gpio-restart", add_reset},
	};

	if (sysfs_exists(DEVICE_TREE "/psci")) {
		add_off(paths, "PSCI SYSTEM_OFF");
		add_reset(paths, "PSCI SYSTEM_RESET");
	}
	for (size_t i = 0; i < sizeof(drivers) / sizeof(*drivers); i++)
		if (sysfs_count(DRIVERS "/%s/*/of_node", drivers[i].driver))
			drivers[i].add(paths, drivers[i].name);
}

void power_paths_find(struct power_paths *paths)
{
	*paths = (struct power_paths){0};
	ask_acpi(paths);
	ask_device_tree(paths);
#if defined(__x86_64__)
	if (sysfs_count("/sys/bus/platform/drivers/i8042/i8042"))
		add_reset(paths, "keyboard controller");
	add_reset(
		paths, "triple fault"); /* every x86 processor shuts down, a machine resets then */
#endif
}
