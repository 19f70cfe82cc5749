/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpulist.h"

#include "core/sysfs.h"

#include <errno.h>
#include <sched.h>
#include <stdlib.h>

size_t cpulist_parse(const char *text, unsigned *cpus, size_t max)
{
	size_t count = 0;
	char *end;

	for (;;) {
		unsigned long first = strtoul(text, &end, 10), last = first;

		if (end == text)
			return count;
		if (*end == '-')
			last = strtoul(end + 1, &end, 10);
		for (unsigned long cpu = first; cpu <= last && count < (1u << 16); cpu++, count++)
			if (count < max)
				cpus[count] = (unsigned)cpu;
		if (*end != ',')
			return count;
		text = end + 1;
	}
}

size_t cpulist_read(const char *which, unsigned *cpus, size_t max)
{
	char line[4096];

	sysfs_line(line, sizeof(line), "/sys/devices/system/cpu/%s", which);
	return cpulist_parse(line, cpus, max);
}

int cpulist_pin(unsigned cpu)
{
	cpu_set_t set;

	if (cpu >= CPU_SETSIZE)
		return -EINVAL;
	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	return sched_setaffinity(0, sizeof(set), &set) ? -errno : 0;
}
