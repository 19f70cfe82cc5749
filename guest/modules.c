/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/modules.h"

#include "core/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int load(const char *name, const char *parameters)
{
	char path[256];
	int fd, err = 0;

	snprintf(path, sizeof(path), "/modules/%s", name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	if (syscall(SYS_finit_module, fd, parameters, 0) && errno != EEXIST)
		err = -errno;
	close(fd);
	return err == -ENODEV ? 0 : err; /* ENODEV: the module's hardware is not there */
}

/* Is `word` of the kernel's command line "NAME.parameter=value" of that module? In both, - is _. */
static bool names(const char *word, const char *module)
{
	for (; *module && strcmp(module, ".ko") != 0; word++, module++)
		if (*word != *module && !(*word == '-' && *module == '_'))
			return false;
	return *word == '.';
}

void modules_parameters(const char *cmdline, const char *module, char *parameters, size_t size)
{
	char copy[2048], *rest = copy, *word;

	snprintf(copy, sizeof(copy), "%s", cmdline);
	while ((word = strtok_r(rest, " \n", &rest))) {
		size_t used = strlen(parameters);

		if (names(word, module))
			snprintf(parameters + used, size - used, "%s%s", used ? " " : "",
				strchr(word, '.') + 1);
	}
}

unsigned modules_load(char *problem, unsigned long size)
{
	FILE *order = fopen("/modules/order", "re");
	char line[256], parameters[512], cmdline[2048] = "";
	unsigned failed = 0;
	int err;

	sysfs_line(cmdline, sizeof(cmdline), "/proc/cmdline");

	while (order && fgets(line, sizeof(line), order)) {
		line[strcspn(line, "\n")] = '\0';
		snprintf(parameters, sizeof(parameters), "%s",
			line[strcspn(line, " ")] ? strchr(line, ' ') + 1 : "");
		line[strcspn(line, " ")] = '\0';
		modules_parameters(cmdline, line, parameters, sizeof(parameters));
		err = load(line, parameters);
		if (err && !failed++)
			snprintf(problem, size, "module %s: %s", line, strerror(-err));
	}
	if (order)
		fclose(order);
	return failed;
}
