/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/environment.h"

#include "core/clock.h"
#include "core/version.h"

#include <stdio.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>

json_t *environment_tool(void)
{
	return version_json();
}

static json_t *first_line(const char *path)
{
	char line[1024] = "";
	FILE *file = fopen(path, "re");

	if (file && !fgets(line, sizeof(line), file))
		line[0] = '\0';
	if (file)
		fclose(file);
	line[strcspn(line, "\n")] = '\0';
	return json_string(line);
}

static uint64_t pid1_ns;

void environment_pid1_starts(void)
{
	pid1_ns = clock_ns();
}

json_t *environment_json(bool own_image)
{
	struct utsname name;
	struct sysinfo memory;
	double uptime = 0;
	FILE *file = fopen("/proc/uptime", "re");

	if (file && fscanf(file, "%lf", &uptime) != 1)
		uptime = 0;
	if (file)
		fclose(file);
	uname(&name);
	sysinfo(&memory);
	json_t *environment = json_pack("{s:s,s:s,s:s,s:i,s:I,s:o,s:o,s:f,s:b}", "arch",
		name.machine, "kernel", name.release, "kernel_build", name.version, "cpus",
		get_nprocs(), "memory_mib", (json_int_t)(memory.totalram * memory.mem_unit >> 20),
		"clocksource",
		first_line("/sys/devices/system/clocksource/clocksource0/current_clocksource"),
		"cmdline", first_line("/proc/cmdline"), "uptime_s", uptime, "own_image", own_image);

	if (pid1_ns)
		json_object_set_new(environment, "pid1_ms", json_real((double)pid1_ns / 1e6));
	return environment;
}
