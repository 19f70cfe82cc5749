/* SPDX-License-Identifier: Apache-2.0 */
#include "guest/may_write.h"

#include "core/disk_in_use.h"
#include "core/scratch.h"
#include "core/sysfs.h"

#include <glob.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "/dev/vda", also of the bus device that it belongs to. */
static void disk_of(const struct device *device, char *disk, size_t size)
{
	char pattern[PATH_MAX];
	glob_t found;

	snprintf(disk, size, "%s", device->path);
	snprintf(pattern, sizeof(pattern), "%s/block/*", device->path);
	if (glob(pattern, 0, NULL, &found))
		return;
	snprintf(disk, size, "/dev/%s", strrchr(*found.gl_pathv, '/') + 1);
	globfree(&found);
}

/* As it is, by its id, or by another name of the same disk (/dev/disk/by-id/...). */
static bool named(const struct plan *plan, const struct device *device, const char *disk)
{
	json_t *names = json_object_get(plan->doc.root, "scratch"), *name;
	char real[PATH_MAX];
	size_t i;

	if (plan_names(plan, "scratch", disk) || plan_names(plan, "scratch", device->id))
		return true;
	json_array_foreach (names, i, name)
		if (realpath(json_string_value(name), real) && !strcmp(real, disk))
			return true;
	return false;
}

bool may_write(const struct plan *plan, const struct device *device, char *reason, size_t size)
{
	char disk[PATH_MAX], who[512];
	const char *name;

	disk_of(device, disk, sizeof(disk));
	name = strncmp(disk, "/dev/", 5) ? device->id : disk; /* taken from its driver: no disk */
	if (!device->scratch && !strncmp(disk, "/sys/", 5))
		snprintf(reason, size,
			"%s bore no scratch signature or was write-protected when it was taken: "
			"name it with --scratch %s if every byte on it may be lost",
			name, name);
	else if (!device->scratch && !scratch_signed(disk) && !named(plan, device, disk))
		snprintf(reason, size,
			"%s bears no scratch signature: name it with --scratch %s if every byte on "
			"it may be lost",
			name, name);
	else if (disk_in_use(disk, who, sizeof(who)))
		snprintf(reason, size, "%s is in use: %s; nothing is written to it", disk, who);
	else if (disk_partitioned(disk, who, sizeof(who)))
		snprintf(reason, size,
			"%s has partitions (%s): if nothing on them is needed, take its table away "
			"first (wipefs --all %s); nothing is written to it",
			disk, who, disk);
	else if (sysfs_int(0, "/sys/block/%s/ro", strrchr(disk, '/') + 1))
		snprintf(reason, size, "%s is write-protected", disk);
	else
		return true;
	return false;
}
