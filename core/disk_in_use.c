/* SPDX-License-Identifier: Apache-2.0 */
#include "core/disk_in_use.h"

#include "core/sysfs.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PARTS_MAX 256 /* the disk and its partitions */

struct part {
	char name[32], number[16]; /* "vda1", "254:1" */
};

struct disk {
	const struct disk_view *view;
	struct part parts[PARTS_MAX]; /* the disk itself first */
	size_t count;
};

static const struct part *part_named(const struct disk *disk, const char *path)
{
	size_t dev = strlen(disk->view->dev);

	if (strncmp(path, disk->view->dev, dev) != 0 || path[dev] != '/')
		return NULL;
	for (size_t i = 0; i < disk->count; i++)
		if (!strcmp(disk->parts[i].name, path + dev + 1))
			return &disk->parts[i];
	return NULL;
}

static const struct part *part_numbered(const struct disk *disk, const char *number)
{
	for (size_t i = 0; i < disk->count; i++)
		if (!strcmp(disk->parts[i].number, number))
			return &disk->parts[i];
	return NULL;
}

static void add_part(struct disk *disk, const char *directory, const char *name)
{
	struct part *part = &disk->parts[disk->count];

	if (disk->count == PARTS_MAX)
		return;
	snprintf(part->name, sizeof(part->name), "%s", name);
	sysfs_line(part->number, sizeof(part->number), "%s/dev", directory);
	disk->count++;
}

static void list_parts(struct disk *disk, const char *name)
{
	char path[PATH_MAX];
	glob_t found;

	snprintf(path, sizeof(path), "%s/block/%s", disk->view->sys, name);
	add_part(disk, path, name);
	snprintf(path, sizeof(path), "%s/block/%s/*/partition", disk->view->sys, name);
	if (glob(path, 0, NULL, &found))
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		*strrchr(found.gl_pathv[i], '/') = '\0';
		add_part(disk, found.gl_pathv[i], strrchr(found.gl_pathv[i], '/') + 1);
	}
	globfree(&found);
}

/* "it " or "its partition vda2 ", and then the rest. */
static bool __attribute__((format(printf, 5, 6)))
tell(const struct disk *disk, const struct part *part, char *who, size_t size, const char *fmt, ...)
{
	bool whole = part == disk->parts;
	int n = snprintf(
		who, size, "%s%s ", whole ? "it" : "its partition ", whole ? "" : part->name);
	va_list args;

	va_start(args, fmt);
	vsnprintf(who + n, size - (size_t)n, fmt, args);
	va_end(args);
	return true;
}

/* proc(5), mountinfo: the third field is the device, the fifth where it is mounted. */
static bool mounted(const struct disk *disk, char *who, size_t size)
{
	char path[PATH_MAX], line[4096], number[16], where[1024], source[1024];
	FILE *file;
	bool found = false;

	snprintf(path, sizeof(path), "%s/self/mountinfo", disk->view->proc);
	file = fopen(path, "re");
	while (file && !found && fgets(line, sizeof(line), file)) {
		const char *rest = strstr(line, " - ");
		const struct part *part;

		if (!rest || sscanf(line, "%*s %*s %15s %*s %1023s", number, where) != 2)
			continue;
		part = part_numbered(disk, number);
		/* A file system of several disks has a number of its own, but names its source. */
		if (!part && sscanf(rest, " - %*s %1023s", source) == 1)
			part = part_named(disk, source);
		if (part)
			found = tell(disk, part, who, size, "is mounted on %s", where);
	}
	if (file)
		fclose(file);
	return found;
}

static bool swapped_to(const struct disk *disk, char *who, size_t size)
{
	char path[PATH_MAX], line[1024], name[1024];
	FILE *file;
	bool found = false;

	snprintf(path, sizeof(path), "%s/swaps", disk->view->proc);
	file = fopen(path, "re");
	while (file && !found && fgets(line, sizeof(line), file)) {
		const struct part *part =
			sscanf(line, "%1023s", name) == 1 ? part_named(disk, name) : NULL;

		if (part)
			found = tell(disk, part, who, size, "is used as swap");
	}
	if (file)
		fclose(file);
	return found;
}

static bool built_upon(const struct disk *disk, char *who, size_t size)
{
	for (size_t i = 0; i < disk->count; i++) {
		const struct part *part = &disk->parts[i];
		char path[PATH_MAX];
		glob_t found;

		snprintf(path, sizeof(path), "%s/block/%s/%s%sholders/*", disk->view->sys,
			disk->parts->name, i ? part->name : "", i ? "/" : "");
		if (glob(path, 0, NULL, &found))
			continue;
		tell(disk, part, who, size, "is part of %s", strrchr(*found.gl_pathv, '/') + 1);
		globfree(&found);
		return true;
	}
	return false;
}

/* A loop device holds what it stands on open in the kernel, where no process shows it. */
static bool looped(const struct disk *disk, char *who, size_t size)
{
	char path[PATH_MAX], backing[PATH_MAX];
	const struct part *part = NULL;
	glob_t found;

	snprintf(path, sizeof(path), "%s/block/loop*/loop/backing_file", disk->view->sys);
	if (glob(path, 0, NULL, &found))
		return false;
	for (size_t i = 0; !part && i < found.gl_pathc; i++) {
		sysfs_line(backing, sizeof(backing), "%s", found.gl_pathv[i]);
		part = part_named(disk, backing);
		if (part) {
			*strstr(found.gl_pathv[i], "/loop/backing_file") = '\0';
			tell(disk, part, who, size, "is part of %s",
				strrchr(found.gl_pathv[i], '/') + 1);
		}
	}
	globfree(&found);
	return part != NULL;
}

/* Only root sees what everybody has open. */
static bool opened(const struct disk *disk, char *who, size_t size)
{
	char path[PATH_MAX], target[PATH_MAX], command[64];
	const struct part *part = NULL;
	long pid = 0;
	glob_t found;

	snprintf(path, sizeof(path), "%s/[0-9]*/fd/*", disk->view->proc);
	if (glob(path, GLOB_NOSORT, NULL, &found))
		return false;
	for (size_t i = 0; !part && i < found.gl_pathc; i++) {
		ssize_t n = readlink(found.gl_pathv[i], target, sizeof(target) - 1);

		target[n > 0 ? n : 0] = '\0';
		pid = strtol(found.gl_pathv[i] + strlen(disk->view->proc) + 1, NULL, 10);
		part = pid == (long)getpid() ? NULL : part_named(disk, target);
	}
	globfree(&found);
	if (!part)
		return false;
	sysfs_line(command, sizeof(command), "%s/%ld/comm", disk->view->proc, pid);
	return tell(disk, part, who, size, "is open in %s (process %ld)", command, pid);
}

/*
 * Of a whole disk, O_EXCL without O_CREAT is refused while the kernel or anybody who
 * opened it so holds the disk or a partition, also in another mount namespace: open(2).
 */
static bool held(const struct disk *disk, char *who, size_t size)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", disk->view->dev, disk->parts->name);
	fd = open(path, O_RDONLY | O_EXCL | O_CLOEXEC);
	if (fd >= 0)
		close(fd);
	return fd < 0 && errno == EBUSY &&
	       tell(disk, disk->parts, who, size, "is held by somebody this guest does not show");
}

bool disk_in_use_in(const struct disk_view *view, const char *name, char *who, size_t size)
{
	static struct disk disk;

	disk = (struct disk){.view = view};
	list_parts(&disk, name);
	return mounted(&disk, who, size) || swapped_to(&disk, who, size) ||
	       built_upon(&disk, who, size) || looped(&disk, who, size) ||
	       opened(&disk, who, size) || held(&disk, who, size);
}

bool disk_partitioned_in(const struct disk_view *view, const char *name, char *which, size_t size)
{
	static struct disk disk;

	disk = (struct disk){.view = view};
	list_parts(&disk, name);
	snprintf(which, size, "%s", disk.count > 1 ? disk.parts[1].name : "");
	return disk.count > 1;
}

static const struct disk_view the_system = {.sys = "/sys", .proc = "/proc", .dev = "/dev"};

static const char *name_in(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

bool disk_partitioned(const char *path, char *which, size_t size)
{
	return disk_partitioned_in(&the_system, name_in(path), which, size);
}

bool disk_in_use(const char *path, char *who, size_t size)
{
	return disk_in_use_in(&the_system, name_in(path), who, size);
}
