/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/power_paths.h"
#include "probes/words.h"

static void run(struct job *job)
{
	struct fact_items off = {0}, reset = {0}, states = {0}, suspend = {0};
	struct power_paths paths;
	char line[128];

	power_paths_find(&paths);
	for (size_t i = 0; i < paths.off_count; i++)
		fact_item(&off, "%s", paths.off[i]);
	for (size_t i = 0; i < paths.reset_count; i++)
		fact_item(&reset, "%s", paths.reset[i]);
	fact_list(job, &off, "power.off");
	fact_list(job, &reset, "power.reset");
	if (sysfs_line(line, sizeof(line), "/sys/kernel/reboot/type"))
		fact_str(job, line, "power.reboot_type");
	sysfs_line(line, sizeof(line), "/sys/power/state");
	words_add(&states, line);
	fact_list(job, &states, "power.sleep_states");
	sysfs_line(line, sizeof(line), "/sys/power/mem_sleep");
	words_add(&suspend, line);
	fact_list(job, &suspend, "power.suspend_kinds");
}

static const struct fact_desc facts[] = {
	{"power.off", FACT_LIST, NULL, "announced ways to power off"},
	{"power.reset", FACT_LIST, NULL, "announced ways to reset"},
	{"power.reboot_type", FACT_STRING, NULL, "the way the kernel would reset"},
	{"power.sleep_states", FACT_LIST, NULL, "sleep states the kernel can enter"},
	{"power.suspend_kinds", FACT_LIST, NULL, "kinds of suspend to memory: s2idle, deep"},
	{0},
};

PROBE(power) = {
	.id = "power",
	.title = "How the guest can power off, reset and sleep",
	.source = "ACPI 6.5, 4.8.3.6 and 7.4; PSCI 1.1, 5; Documentation/ABI/testing/sysfs-power",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
