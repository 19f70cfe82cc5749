/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/claim.h"

#include "core/disk_in_use.h"
#include "core/frame.h"
#include "core/sysfs.h"

#include <errno.h>
#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `entry` is a directory of sysfs that shows something of the device: a disk, an interface, a port.
 */
typedef bool uses(const struct device *device, const char *entry, struct message *why);

static bool any_below(
	const struct device *device, const char *pattern, uses *used, struct message *why)
{
	char own[PATH_MAX], real[PATH_MAX];
	bool found = false;
	glob_t entries;
	size_t length;

	if (!realpath(device->path, own) || glob(pattern, 0, NULL, &entries))
		return false;
	length = strlen(own);
	for (size_t i = 0; i < entries.gl_pathc && !found; i++)
		if (realpath(entries.gl_pathv[i], real) && !strncmp(real, own, length) &&
			real[length] == '/')
			found = used(device, entries.gl_pathv[i], why);
	globfree(&entries);
	return found;
}

/* The line of a table whose field number `field` is `value`; `wanted` is another of its fields. */
static bool find_line(const char *file, unsigned field, const char *value, unsigned wanted,
	char *text, size_t size)
{
	FILE *table = fopen(file, "re");
	char line[1024], *rest, *word;
	bool found = false;

	while (table && !found && fgets(line, sizeof(line), table)) {
		rest = line;
		for (unsigned i = 0; (word = strtok_r(rest, " \t\n", &rest)); i++) {
			if (i == wanted)
				snprintf(text, size, "%s", word);
			found |= i == field && !strcmp(word, value);
		}
	}
	if (table)
		fclose(table);
	return found;
}

static bool block_in_use(const struct device *device, const char *entry, struct message *why)
{
	char path[PATH_MAX], node[300], who[512];

	snprintf(path, sizeof(path), "%s", entry);
	snprintf(node, sizeof(node), "/dev/%s", basename(path));
	return disk_in_use(node, who, sizeof(who)) &&
	       message_set(why, -EBUSY, "%s is in use: %s: %s", device->id, node, who) != 0;
}

static bool port_in_use(const struct device *device, const char *entry, struct message *why)
{
	char name[128];

	sysfs_line(name, sizeof(name), "%s/name", entry);
	return !strcmp(name, RESULTS_PORT) &&
	       message_set(why, -EBUSY, "%s is in use: its port %s carries the results", device->id,
		       name) != 0;
}

/* One of the kernel's consoles is an hvc; that this port is none stands only in debugfs. */
static bool console_in_use(const struct device *device, const char *entry, struct message *why)
{
	char active[256], path[PATH_MAX], answer[16] = "";

	sysfs_line(active, sizeof(active), "/sys/class/tty/console/active");
	if (!strstr(active, "hvc"))
		return false;
	snprintf(path, sizeof(path), "%s", entry);
	snprintf(active, sizeof(active), "/sys/kernel/debug/virtio-ports/%s", basename(path));
	if (find_line(active, 0, "is_console:", 1, answer, sizeof(answer)) && !strcmp(answer, "no"))
		return false;
	return message_set(
		       why, -EBUSY, "%s is in use: it is a console of the kernel", device->id) != 0;
}

static bool interface_in_use(const struct device *device, const char *entry, struct message *why)
{
	char path[PATH_MAX], interface[64];

	snprintf(path, sizeof(path), "%s", entry);
	return find_line("/proc/net/route", 1, "00000000", 0, interface, sizeof(interface)) &&
	       !strcmp(interface, basename(path)) &&
	       message_set(why, -EBUSY, "%s is in use: %s carries the default route", device->id,
		       interface) != 0;
}

static bool file_system_in_use(const struct device *device, struct message *why)
{
	char target[256];

	return !strncmp(device->id, "virtio.fs[", 10) &&
	       find_line("/proc/self/mounts", 2, "virtiofs", 1, target, sizeof(target)) &&
	       message_set(why, -EBUSY, "%s may be in use: a virtiofs is mounted on %s", device->id,
		       target) != 0;
}

bool claim_in_use(const struct device *device, struct message *why)
{
	return any_below(device, "/sys/block/*", block_in_use, why) ||
	       any_below(device, "/sys/class/virtio-ports/*", port_in_use, why) ||
	       any_below(device, "/sys/class/virtio-ports/*", console_in_use, why) ||
	       any_below(device, "/sys/class/net/*", interface_in_use, why) ||
	       file_system_in_use(device, why);
}
