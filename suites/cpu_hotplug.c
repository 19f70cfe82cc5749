/* SPDX-License-Identifier: Apache-2.0 */
#include "core/cpulist.h"
#include "core/job.h"
#include "core/own_image.h"
#include "core/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CPU "/sys/devices/system/cpu/cpu%u/online"

/* 0 or -errno. */
static int set_online(unsigned cpu, bool online)
{
	char path[64];
	int fd, err = 0;

	snprintf(path, sizeof(path), CPU, cpu);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (write(fd, online ? "1" : "0", 1) < 0)
		err = -errno;
	close(fd);
	return err;
}

/* It is back only when a thread runs on it. */
static int runs_there(unsigned cpu)
{
	int err = cpulist_pin(cpu);

	return err ? err : sched_yield();
}

static void try_one(struct job *job, unsigned cpu)
{
	int err = set_online(cpu, false);

	if (err) {
		fail(job, "CPU %u does not go offline: %s", cpu, strerror(-err));
		return;
	}
	expected(job, "CPU %u offline, then online and running", cpu);
	err = set_online(cpu, true);
	if (!err)
		err = runs_there(cpu);
	observed(job, "%s", err ? strerror(-err) : "so it was");
	if (err)
		fail(job, "CPU %u did not come back: %s", cpu, strerror(-err));
	else
		pass(job);
}

static void run(struct job *job)
{
	unsigned cpus[CPULIST_MAX];
	size_t count = cpulist_read("online", cpus, CPULIST_MAX), tried = 0;

	/* Somebody's own guest does not expect its CPUs to go away. */
	if (!own_image() && !job_setting(job, "cpu.hotplug", 0)) {
		skipped(job, "this is not the tool's own image: the setting \"cpu.hotplug\": 1 "
			     "allows it to take CPUs offline");
		return;
	}
	for (size_t i = 0; i < count && i < CPULIST_MAX; i++)
		if (sysfs_exists(CPU, cpus[i])) {
			try_one(job, cpus[i]);
			tried++;
		}
	if (!tried)
		absent(job, "no CPU of this machine can be taken offline");
}

CHECK(cpu_hotplug) = {
	.id = "cpu.hotplug",
	.title = "A CPU that can be taken offline goes, comes back and runs",
	.source = "Linux Documentation/core-api/cpu_hotplug.rst",
	.level = LEVEL_SHOULD,
	.flags = UNIT_ROOT,
	.timeout_ms = 30000,
	.run = run,
};
