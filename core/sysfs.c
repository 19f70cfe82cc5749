/* SPDX-License-Identifier: Apache-2.0 */
#include "core/sysfs.h"

#include <fcntl.h>
#include <glob.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATH_ROOM 512

#define PATH_FROM(last)                                                                            \
	char name_of_file[PATH_ROOM];                                                              \
	va_list args;                                                                              \
	va_start(args, last);                                                                      \
	vsnprintf(name_of_file, sizeof(name_of_file), last, args);                                 \
	va_end(args)

static bool first_line(char *line, size_t size, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, size - 1);

	if (fd >= 0)
		close(fd);
	line[n > 0 ? n : 0] = '\0';
	line[strcspn(line, "\n")] = '\0';
	return n >= 0;
}

bool sysfs_line(char *line, size_t size, const char *path, ...)
{
	PATH_FROM(path);
	return first_line(line, size, name_of_file);
}

int64_t sysfs_int(int64_t otherwise, const char *path, ...)
{
	char line[64], *end;
	long long value;

	PATH_FROM(path);
	if (!first_line(line, sizeof(line), name_of_file))
		return otherwise;
	value = strtoll(line, &end, 0);
	return end == line ? otherwise : value;
}

bool sysfs_exists(const char *path, ...)
{
	PATH_FROM(path);
	return access(name_of_file, F_OK) == 0;
}

bool sysfs_link_name(char *name, size_t size, const char *path, ...)
{
	char target[PATH_ROOM], *slash;
	ssize_t n;

	PATH_FROM(path);
	n = readlink(name_of_file, target, sizeof(target) - 1);
	target[n > 0 ? n : 0] = '\0';
	slash = strrchr(target, '/');
	snprintf(name, size, "%s", slash ? slash + 1 : target);
	return n > 0;
}

size_t sysfs_bytes(void *bytes, size_t size, const char *path, ...)
{
	size_t used = 0;
	ssize_t n = 0;
	int fd;

	PATH_FROM(path);
	fd = open(name_of_file, O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && used < size && (n = read(fd, (char *)bytes + used, size - used)) > 0)
		used += (size_t)n;
	if (fd >= 0)
		close(fd);
	return used;
}

static void each_match(const char *pattern, sysfs_visit *each, void *to)
{
	glob_t found;

	if (glob(pattern, 0, NULL, &found))
		return;
	for (size_t i = 0; i < found.gl_pathc; i++)
		each(found.gl_pathv[i], to);
	globfree(&found);
}

static void count_one(const char *path, void *to)
{
	(void)path;
	++*(size_t *)to;
}

size_t sysfs_count(const char *pattern, ...)
{
	size_t count = 0;

	PATH_FROM(pattern);
	each_match(name_of_file, count_one, &count);
	return count;
}

void sysfs_each(sysfs_visit *each, void *to, const char *pattern, ...)
{
	PATH_FROM(pattern);
	each_match(name_of_file, each, to);
}
