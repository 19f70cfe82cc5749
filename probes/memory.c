/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/memory_map.h"
#include "probes/words.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCKS "/sys/devices/system/memory"
#define MM     "/sys/kernel/mm"

static void show_amounts(struct job *job)
{
	struct memory_map map;

	memory_map_read(&map);
	fact_int(job, (int64_t)map.kernel, "memory.total_bytes");
	if (map.firmware)
		fact_int(job, (int64_t)map.firmware, "memory.firmware_bytes");
	if (map.installed)
		fact_int(job, (int64_t)map.installed, "memory.installed_bytes");
	if (map.resources)
		fact_int(job, (int64_t)map.resources, "memory.resource_bytes");
}

static void show_hotplug(struct job *job)
{
	char line[64];
	long long block;

	if (!sysfs_line(line, sizeof(line), BLOCKS "/block_size_bytes"))
		return;
	block = strtoll(line, NULL, 16); /* hexadecimal without 0x */
	fact_int(job, block, "memory.block_bytes");
	fact_int(job, (int64_t)sysfs_count(BLOCKS "/memory[0-9]*"), "memory.blocks");
	if (sysfs_line(line, sizeof(line), BLOCKS "/auto_online_blocks"))
		fact_str(job, line, "memory.auto_online");
	fact_bool(job, sysfs_exists("/sys/firmware/acpi/hotplug/memory/enabled"),
		"memory.acpi_hotplug");
}

static void add_huge_size(const char *path, void *to)
{
	fact_item(to, "%s", strrchr(path, '-') + 1);
}

static void show_huge_pages(struct job *job)
{
	struct fact_items sizes = {0};
	char line[128], word[32];

	fact_int(job, sysconf(_SC_PAGESIZE), "memory.page_bytes");
	sysfs_each(add_huge_size, &sizes, MM "/hugepages/hugepages-*");
	fact_list(job, &sizes, "memory.huge_page_sizes");
	if (sysfs_line(line, sizeof(line), MM "/transparent_hugepage/enabled") &&
		words_chosen(word, sizeof(word), line))
		fact_str(job, word, "memory.transparent_huge_pages");
}

static void run(struct job *job)
{
	show_amounts(job);
	show_hotplug(job);
	show_huge_pages(job);
}

static const struct fact_desc facts[] = {
	{"memory.total_bytes", FACT_INTEGER, "bytes", "memory that the kernel can give away"},
	{"memory.firmware_bytes", FACT_INTEGER, "bytes",
		"RAM in the memory map that the firmware (or the device tree) handed over"},
	{"memory.installed_bytes", FACT_INTEGER, "bytes",
		"memory that the machine says it has: SMBIOS memory devices or device tree nodes"},
	{"memory.resource_bytes", FACT_INTEGER, "bytes", "RAM that the kernel took over"},
	{"memory.block_bytes", FACT_INTEGER, "bytes", "unit of memory hot-plug"},
	{"memory.blocks", FACT_INTEGER, NULL, "such units there are now"},
	{"memory.auto_online", FACT_STRING, NULL, "what the kernel does with memory plugged in"},
	{"memory.acpi_hotplug", FACT_BOOLEAN, NULL,
		"whether the kernel takes memory plugged in by ACPI"},
	{"memory.page_bytes", FACT_INTEGER, "bytes", "size of a page"},
	{"memory.huge_page_sizes", FACT_LIST, NULL,
		"sizes of huge pages that CPU and kernel offer"},
	{"memory.transparent_huge_pages", FACT_STRING, NULL, "when the kernel uses them unasked"},
	{0},
};

PROBE(memory) = {
	.id = "memory",
	.title = "How much memory the guest got, by every source that tells it",
	.source = "Documentation/ABI/testing/sysfs-firmware-memmap; SMBIOS 3.7, 7.18; "
		  "proc_meminfo(5)",
	.facts = facts,
	.run = run,
};
