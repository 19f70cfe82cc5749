/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/cpuinfo.h"
#include "probes/words.h"

#define RNG "/sys/class/misc/hw_random"

static void run(struct job *job)
{
	struct fact_items available = {0};
	char line[256];

	sysfs_line(line, sizeof(line), RNG "/rng_available");
	words_add(&available, line);
	fact_list(job, &available, "entropy.available");
	if (sysfs_line(line, sizeof(line), RNG "/rng_current"))
		fact_str(job, line, "entropy.current");
	fact_int(job, sysfs_int(0, "/proc/sys/kernel/random/entropy_avail"), "entropy.pool_bits");
	fact_bool(job, cpuinfo_flag("rdrand") || cpuinfo_flag("rng"), "entropy.cpu_instruction");
}

static const struct fact_desc facts[] = {
	{"entropy.available", FACT_LIST, NULL,
		"hardware random number generators, virtual ones included"},
	{"entropy.current", FACT_STRING, NULL, "the one that feeds the kernel"},
	{"entropy.pool_bits", FACT_INTEGER, NULL, "what the kernel's pool is credited with"},
	{"entropy.cpu_instruction", FACT_BOOLEAN, NULL,
		"whether the CPU has an instruction for random numbers (RDRAND, RNDR)"},
	{0},
};

PROBE(entropy) = {
	.id = "entropy",
	.title = "Where random numbers come from",
	.source = "Linux Documentation/admin-guide/hw_random.rst; VIRTIO 1.4, 5.4",
	.facts = facts,
	.run = run,
};
