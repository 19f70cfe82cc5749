/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpulist.h"
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/cpuinfo.h"
#include "probes/words.h"

#include <stdio.h>

#define CPU "/sys/devices/system/cpu"

/* x86 and arm64 have different keys for the same thing; what neither has stays away. */
static void show_identity(struct job *job)
{
	static const struct {
		const char *key, *fact;
	} keys[] = {
		{"vendor_id", "cpu.vendor"},
		{"CPU implementer", "cpu.vendor"},
		{"model name", "cpu.model"},
		{"CPU part", "cpu.model"},
	};
	struct fact_items flags = {0};
	char value[8192];
	unsigned physical, virtual;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (cpuinfo_value(value, sizeof(value), keys[i].key))
			fact_str(job, value, "%s", keys[i].fact);
	if (cpuinfo_value(value, sizeof(value), "flags") ||
		cpuinfo_value(value, sizeof(value), "Features"))
		words_add(&flags, value);
	fact_list(job, &flags, "cpu.flags");
	if (cpuinfo_value(value, sizeof(value), "address sizes") &&
		sscanf(value, "%u bits physical, %u bits virtual", &physical, &virtual) == 2) {
		fact_int(job, physical, "cpu.physical_address_bits");
		fact_int(job, virtual, "cpu.virtual_address_bits");
	}
}

static void run(struct job *job)
{
	int64_t khz = sysfs_int(-1, CPU "/cpu0/cpufreq/cpuinfo_max_freq");

	fact_int(job, (int64_t)cpulist_read("online", NULL, 0), "cpu.online");
	fact_int(job, (int64_t)cpulist_read("present", NULL, 0), "cpu.present");
	fact_int(job, (int64_t)cpulist_read("possible", NULL, 0), "cpu.possible");
	/* The boot CPU has no such file on most machines. */
	fact_bool(job, sysfs_count(CPU "/cpu[0-9]*/online") > 0, "cpu.hotplug");
	if (khz > 0)
		fact_int(job, khz, "cpu.max_khz");
	show_identity(job);
}

static const struct fact_desc facts[] = {
	{"cpu.online", FACT_INTEGER, NULL, "CPUs that run"},
	{"cpu.present", FACT_INTEGER, NULL, "CPUs that the hypervisor announced as there"},
	{"cpu.possible", FACT_INTEGER, NULL, "CPUs that there may ever be, by hot-plug"},
	{"cpu.hotplug", FACT_BOOLEAN, NULL, "whether a CPU can be taken offline and brought back"},
	{"cpu.max_khz", FACT_INTEGER, "kHz", "highest frequency, where the guest is told one"},
	{"cpu.vendor", FACT_STRING, NULL, "vendor id (x86) or implementer code (arm64)"},
	{"cpu.model", FACT_STRING, NULL, "model name (x86) or part number (arm64)"},
	{"cpu.flags", FACT_LIST, NULL, "instruction set features as Linux names them"},
	{"cpu.physical_address_bits", FACT_INTEGER, NULL, "width of physical addresses"},
	{"cpu.virtual_address_bits", FACT_INTEGER, NULL, "width of virtual addresses"},
	{0},
};

PROBE(cpu) = {
	.id = "cpu",
	.title = "How many CPUs the guest has and what they are",
	.source = "Linux Documentation/ABI/testing/sysfs-devices-system-cpu, /proc/cpuinfo",
	.facts = facts,
	.run = run,
};
