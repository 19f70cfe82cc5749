/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/acpi.h"
#include "probes/device_tree.h"
#include "probes/hypervisor_identity.h"
#include "probes/power_paths.h"

static void run_virtualized(struct job *job)
{
	struct hypervisor_identity identity;

	hypervisor_identify(&identity);
	expected(job, "CPUID, device tree, SMBIOS or the kernel says so");
	observed(job, "%s", identity.count ? identity.evidence[0] : "nothing says so");
	if (identity.detected)
		pass(job);
	else
		fail(job, "nothing tells this guest that it is one, or it runs on a real machine");
}

static void run_described(struct job *job)
{
	bool acpi = acpi_present(), tree = sysfs_exists(DEVICE_TREE);

	expected(job, "ACPI tables or a device tree");
	observed(job, "%s", acpi && tree ? "both" : acpi ? "ACPI" : tree ? "device tree" : "none");
	if (acpi || tree)
		pass(job);
	else
		fail(job, "the machine is described by neither: its devices must be guessed");
}

static void judge_paths(struct job *job, const char *const *paths, size_t count, const char *what)
{
	expected(job, "an announced way to %s", what);
	observed(job, "%s", count ? paths[0] : "none");
	if (count)
		pass(job);
	else
		fail(job, "the machine announces no way to %s", what);
}

static void run_power_off(struct job *job)
{
	struct power_paths paths;

	power_paths_find(&paths);
	judge_paths(job, paths.off, paths.off_count, "power off");
}

static void run_reset(struct job *job)
{
	struct power_paths paths;

	power_paths_find(&paths);
	judge_paths(job, paths.reset, paths.reset_count, "reset");
}

CHECK(hypervisor_visible) = {
	.id = "hypervisor.visible",
	.title = "The guest can tell that it is one",
	.source = "CPUID.1:ECX[31]; device tree /hypervisor; SMBIOS 3.7, 7.1.2.2",
	.level = LEVEL_SHOULD,
	.run = run_virtualized,
};

CHECK(boot_described) = {
	.id = "boot.hardware-described",
	.title = "ACPI or a device tree describes the machine",
	.source = "ACPI 6.5, 5.2; Devicetree Specification 0.4, 3",
	.run = run_described,
};

CHECK(power_off) = {
	.id = "power.off-announced",
	.title = "A way to power off is announced",
	.source = "ACPI 6.5, 7.4.2 (_S5); PSCI 1.1, 5.10 (SYSTEM_OFF)",
	.unseen = "that it works: the end of the run shows it to the host",
	.flags = UNIT_ROOT,
	.run = run_power_off,
};

CHECK(power_reset) = {
	.id = "power.reset-announced",
	.title = "A way to reset is announced",
	.source = "ACPI 6.5, 4.8.3.6 (RESET_REG); PSCI 1.1, 5.11 (SYSTEM_RESET)",
	.unseen = "that it works: a guest that tries it is gone",
	.flags = UNIT_ROOT,
	.run = run_reset,
};
