/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/modules.h"

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

unsigned modules_load(char *problem, unsigned long size)
{
	FILE *order = fopen("/modules/order", "re");
	char line[256], *parameters;
	unsigned failed = 0;
	int err;

	while (order && fgets(line, sizeof(line), order)) {
		line[strcspn(line, "\n")] = '\0';
		parameters = line + strcspn(line, " ");
		if (*parameters)
			*parameters++ = '\0';
		err = load(line, parameters);
		if (err && !failed++)
			snprintf(problem, size, "module %s: %s", line, strerror(-err));
	}
	if (order)
		fclose(order);
	return failed;
}
