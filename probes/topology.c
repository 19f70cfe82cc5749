/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpulist.h"
#include "core/job.h"
#include "core/sysfs.h"

#include <stdio.h>
#include <string.h>

#define CPU "/sys/devices/system/cpu"

/* How many different values a file below each online CPU's directory has. */
static size_t count_different(const char *file)
{
	static char seen[CPULIST_MAX][64];
	unsigned cpus[CPULIST_MAX];
	size_t online = cpulist_read("online", cpus, CPULIST_MAX), count = 0;

	for (size_t i = 0; i < online && i < CPULIST_MAX; i++) {
		char value[64];
		size_t j = 0;

		if (!sysfs_line(value, sizeof(value), CPU "/cpu%u/%s", cpus[i], file))
			continue;
		while (j < count && strcmp(seen[j], value) != 0)
			j++;
		if (j == count)
			memcpy(seen[count++], value, sizeof(value));
	}
	return count;
}

struct caches {
	struct job *job;
	int count;
};

static void show_cache(const char *path, void *to)
{
	struct caches *caches = to;
	struct job *job = caches->job;
	int i = caches->count++;
	char type[32], shared[256];

	sysfs_line(type, sizeof(type), "%s/type", path);
	fact_str(job, type, "cpu.cache[%d].type", i);
	fact_int(job, sysfs_int(0, "%s/level", path), "cpu.cache[%d].level", i);
	if (sysfs_int(0, "%s/size", path) > 0) /* 0: the firmware does not tell */
		fact_int(job, sysfs_int(0, "%s/size", path), "cpu.cache[%d].kib", i);
	if (sysfs_int(0, "%s/coherency_line_size", path) > 0)
		fact_int(job, sysfs_int(0, "%s/coherency_line_size", path),
			"cpu.cache[%d].line_bytes", i);
	if (sysfs_line(shared, sizeof(shared), "%s/shared_cpu_list", path))
		fact_int(job, (int64_t)cpulist_parse(shared, NULL, 0), "cpu.cache[%d].cpus", i);
}

static void run(struct job *job)
{
	struct caches caches = {.job = job};
	size_t cpus = cpulist_read("online", NULL, 0);
	size_t cores = count_different("topology/thread_siblings_list");

	fact_int(job, (int64_t)count_different("topology/package_cpus_list"), "cpu.sockets");
	if (cores) {
		fact_int(job, (int64_t)cores, "cpu.cores");
		fact_num(job, (double)cpus / (double)cores, "cpu.threads_per_core");
	}
	fact_int(
		job, (int64_t)sysfs_count("/sys/devices/system/node/node[0-9]*"), "cpu.numa_nodes");
	sysfs_each(show_cache, &caches, CPU "/cpu0/cache/index[0-9]*");
}

static const struct fact_desc facts[] = {
	{"cpu.sockets", FACT_INTEGER, NULL, "processor packages of the CPUs online"},
	{"cpu.cores", FACT_INTEGER, NULL, "cores of the CPUs online"},
	{"cpu.threads_per_core", FACT_NUMBER, NULL, "CPUs online for each core"},
	{"cpu.numa_nodes", FACT_INTEGER, NULL, "NUMA nodes; 0 where the kernel knows none"},
	{"cpu.cache[].type", FACT_STRING, NULL, "Data, Instruction or Unified"},
	{"cpu.cache[].level", FACT_INTEGER, NULL, "level of a cache of the first CPU"},
	{"cpu.cache[].kib", FACT_INTEGER, "KiB", "its size, where the guest is told"},
	{"cpu.cache[].line_bytes", FACT_INTEGER, "bytes", "its line, where the guest is told"},
	{"cpu.cache[].cpus", FACT_INTEGER, NULL, "how many CPUs share it"},
	{0},
};

PROBE(topology) = {
	.id = "topology",
	.title = "How the CPUs are arranged: packages, cores, threads, caches, NUMA nodes",
	.source = "Linux Documentation/admin-guide/cputopology.rst",
	.facts = facts,
	.run = run,
};
