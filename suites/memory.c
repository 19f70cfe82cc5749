/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/must.h"
#include "probes/memory_map.h"

#include <inttypes.h>
#include <sys/mman.h>

#define REGION_MAX (64ull << 20)
#define PAGE	   4096u
#define GOLDEN	   0x9e3779b97f4a7c15ull /* odd: no two words of a region get the same value */

/* Each word bears its own address, so that two pages on one frame are seen. */
static uint64_t pattern(const uint64_t *word, uint64_t flip)
{
	return (uint64_t)(uintptr_t)word * GOLDEN ^ flip;
}

static size_t wrong_words(uint64_t *region, size_t words, uint64_t flip, const uint64_t **first)
{
	size_t wrong = 0;

	for (size_t i = 0; i < words; i++)
		region[i] = pattern(&region[i], flip);
	for (size_t i = 0; i < words; i++)
		if (((volatile uint64_t *)region)[i] != pattern(&region[i], flip) && !wrong++)
			*first = &region[i];
	return wrong;
}

static void run_pattern(struct job *job)
{
	uint64_t bytes = meminfo_bytes("MemAvailable", 8 * REGION_MAX) / 8;
	size_t size = (size_t)(bytes > REGION_MAX ? REGION_MAX : bytes) / PAGE * PAGE, wrong = 0;
	const uint64_t *first = NULL;
	uint64_t *region;

	if (!size) {
		inconclusive(job, "no memory is free to test");
		return;
	}
	region = must_mmap(job, size, PROT_READ | PROT_WRITE,
		MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
	wrong = wrong_words(region, size / sizeof(*region), 0, &first);
	if (!wrong) /* and each bit the other way round */
		wrong = wrong_words(region, size / sizeof(*region), ~0ull, &first);
	munmap(region, size);
	expected(job, "every word of %zu MiB as written", size >> 20);
	observed(job, "%zu wrong words", wrong);
	if (wrong)
		fail(job, "the first wrong word is %#zx bytes into the region",
			(size_t)((const char *)first - (const char *)region));
	else
		pass(job);
}

/* What the kernel gives away cannot be more than what the firmware said there is. */
static void run_map(struct job *job)
{
	struct memory_map map;

	memory_map_read(&map);
	expected(job, "kernel's total <= RAM of the firmware's map <= what is installed");
	observed(job, "%" PRIu64 ", %" PRIu64 ", %" PRIu64 " bytes", map.kernel, map.firmware,
		map.installed);
	if (!map.firmware)
		unobservable(job, "the kernel shows no memory map of the firmware");
	else if (map.kernel > map.firmware)
		fail(job, "the kernel has more memory than the firmware's map");
	else if (map.installed && map.firmware > map.installed)
		fail(job, "the firmware's map has more RAM than is installed");
	else
		pass(job);
}

CHECK(memory_pattern) = {
	.id = "memory.pattern",
	.title = "Memory keeps what is written, each page apart from all others",
	.source = "mmap(2) MAP_ANONYMOUS; the own-address test of memtest86+",
	.unseen = "memory beyond an eighth of what is free, at most 64 MiB",
	.timeout_ms = 30000,
	.run = run_pattern,
};

CHECK(memory_map) = {
	.id = "memory.map-consistent",
	.title = "Kernel, firmware's memory map and SMBIOS agree on how much memory there is",
	.source = "ACPI 6.5, 15; SMBIOS 3.7, 7.18; Devicetree Specification 0.4, 3.4",
	.run = run_map,
};
