/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/kmsg.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RECORD_MAX 8192

/* "6,339,1480211,-;Run /init as init process" and perhaps lines of keys. */
static bool match(const char *record, const char *needle, char *rest, size_t size, uint64_t *us)
{
	unsigned long long when;
	const char *text = strchr(record, ';');
	const char *found = text ? strstr(text, needle) : NULL;

	if (!found || sscanf(record, "%*u,%*u,%llu,", &when) != 1)
		return false;
	if (us)
		*us = when;
	snprintf(rest, size, "%s", found);
	rest[strcspn(rest, "\n")] = '\0';
	return true;
}

bool kmsg_find(const char *needle, char *rest, size_t size, uint64_t *us)
{
	int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	char record[RECORD_MAX];
	bool found = false;

	while (fd >= 0 && !found) { /* one record a read */
		ssize_t n = read(fd, record, sizeof(record) - 1);

		if (n < 0 && errno == EPIPE) /* overwritten meanwhile: the next one is there */
			continue;
		if (n <= 0)
			break;
		record[n] = '\0';
		found = match(record, needle, rest, size, us);
	}
	if (fd >= 0)
		close(fd);
	return found;
}
