/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/host.h"

#include "hypervisors/process.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

static void cpu_model(char *model, size_t size)
{
	char line[512];
	FILE *file = fopen("/proc/cpuinfo", "re");

	snprintf(model, size, "unknown");
	while (file && fgets(line, sizeof(line), file)) {
		char *colon = strchr(line, ':');

		if (colon && (!strncmp(line, "model name", 10) || !strncmp(line, "CPU part", 8))) {
			colon[strcspn(colon, "\n")] = '\0';
			snprintf(model, size, "%s", colon + 2);
			break;
		}
	}
	if (file)
		fclose(file);
}

json_t *host_json(void)
{
	struct utsname name;
	double load = 0;
	char model[128];

	uname(&name);
	cpu_model(model, sizeof(model));
	if (getloadavg(&load, 1) != 1)
		load = 0;
	return json_pack("{s:s,s:i,s:f,s:s}", "cpu", model, "cpus", get_nprocs(), "load", load,
		"kernel", name.release);
}

json_t *host_file_sha256(const char *path)
{
	char *argv[] = {"sha256sum", "--", (char *)path, NULL};
	struct process process;
	char text[64 + 1] = "";
	size_t used = 0;
	ssize_t n;

	if (process_start(&process, argv))
		return json_string("");
	while (used < 64 && (n = read(process.out_fd, text + used, 64 - used)) > 0)
		used += (size_t)n;
	process_stop(&process);
	close(process.out_fd);
	close(process.err_fd);
	return json_string(used == 64 ? text : "");
}
