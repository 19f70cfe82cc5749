/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/inventory.h"

#include "core/scratch.h"
#include "core/sysfs.h"
#include "virtio/ids.h"

#include <glob.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define VIRTIO_BUS     "/sys/bus/virtio/devices"
#define NUMBERS_MAX    4096 /* the kernel's virtioN numbers; gaps come from unplugged devices */
#define TYPES_MAX      256
#define V4L2_NODES_MAX 64

size_t virtio_find_all(struct device *devices, size_t max)
{
	unsigned seen[TYPES_MAX] = {0};
	size_t count = 0;

	for (unsigned n = 0, gap = 0; n < NUMBERS_MAX && gap < 64; n++, gap++) {
		char path[sizeof(devices->path)];
		int64_t type;

		snprintf(path, sizeof(path), VIRTIO_BUS "/virtio%u", n);
		type = sysfs_int(-1, "%s/device", path);
		if (type < 0 || type >= TYPES_MAX)
			continue;
		gap = 0;
		if (count < max) {
			devices[count] = (struct device){0};
			snprintf(devices[count].path, sizeof(devices->path), "%s", path);
			snprintf(devices[count].id, sizeof(devices->id), "virtio.%s[%u]",
				virtio_class((unsigned)type), seen[type]);
		}
		seen[type]++;
		count++;
	}
	return count;
}

/* The directory itself, or its parent on the bus: a drm card hangs on the PCI device. */
static bool is_or_carries(const char *real, const char *virtio)
{
	size_t length = strlen(real);

	return !strncmp(virtio, real, length) &&
	       (!virtio[length] || !strncmp(virtio + length, "/virtio", strlen("/virtio")));
}

bool virtio_id_of(const char *sysfs_device, char *id, size_t size)
{
	static struct device all[256];
	char real[PATH_MAX], candidate[PATH_MAX];
	size_t count = virtio_find_all(all, 256);

	if (!realpath(sysfs_device, real))
		return false;
	for (size_t i = 0; i < count && i < 256; i++)
		if (realpath(all[i].path, candidate) && is_or_carries(real, candidate)) {
			snprintf(id, size, "%s", all[i].id);
			return true;
		}
	return false;
}

/* How one class of the kernel's devices becomes a set. */
struct class_rule {
	const char *pattern;	 /* of the class directories, for glob() */
	const char *device;	 /* from there to the bus device: "device", or "device/.." */
	const char *other;	 /* id prefix of what is no virtio device: "block." */
	const char *path_prefix; /* before the name: "/dev/" */
	bool (*wanted)(const char *name);
	bool disks;
};

static size_t find_class(const struct class_rule *rule, struct device *devices, size_t max)
{
	size_t count = 0;
	glob_t found;

	if (glob(rule->pattern, 0, NULL, &found))
		return 0;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char path[PATH_MAX];
		const char *name = basename(found.gl_pathv[i]);
		struct device device = {0};

		if (!rule->wanted(name))
			continue;
		snprintf(device.path, sizeof(device.path), "%s%s", rule->path_prefix, name);
		snprintf(path, sizeof(path), "%s/%s", found.gl_pathv[i], rule->device);
		if (!virtio_id_of(path, device.id, sizeof(device.id)))
			snprintf(device.id, sizeof(device.id), "%s%s", rule->other, name);
		device.scratch = rule->disks && scratch_signed(device.path);
		if (count < max)
			devices[count] = device;
		count++;
	}
	globfree(&found);
	return count;
}

/* Disks that something is behind: no loop, ram, device-mapper or md device. */
static bool is_disk(const char *name)
{
	static const char *const virtual[] = {
		"loop", "ram", "dm-", "md", "zram", "nbd", "sr", "fd"};

	for (size_t i = 0; i < sizeof(virtual) / sizeof(*virtual); i++)
		if (!strncmp(name, virtual[i], strlen(virtual[i])))
			return false;
	return sysfs_exists("/sys/block/%s/device", name);
}

static bool is_card(const char *name)
{
	return !strncmp(name, "card", 4) && name[4 + strspn(name + 4, "0123456789")] == '\0';
}

static size_t find_blocks(struct device *devices, size_t max)
{
	static const struct class_rule rule = {
		.pattern = "/sys/block/*",
		.device = "device",
		.other = "block.",
		.path_prefix = "/dev/",
		.wanted = is_disk,
		.disks = true,
	};

	return find_class(&rule, devices, max);
}

static size_t find_sound(struct device *devices, size_t max)
{
	static const struct class_rule rule = {
		.pattern = "/sys/class/sound/*",
		.device = "device",
		.other = "sound.",
		.path_prefix = "/sys/class/sound/",
		.wanted = is_card,
	};

	return find_class(&rule, devices, max);
}

static size_t find_gpus(struct device *devices, size_t max)
{
	static const struct class_rule rule = {
		.pattern = "/sys/class/drm/*",
		.device = "device",
		.other = "gpu.",
		.path_prefix = "/dev/dri/",
		.wanted = is_card,
	};

	return find_class(&rule, devices, max);
}

static bool is_any(const char *name)
{
	(void)name;
	return true;
}

/* Since Linux 6.10; without these nobody knows what to mount. */
static size_t find_filesystems(struct device *devices, size_t max)
{
	static const struct class_rule rule = {
		.pattern = "/sys/fs/virtiofs/*",
		.device = "device",
		.other = "fs.",
		.path_prefix = "/sys/fs/virtiofs/",
		.wanted = is_any,
	};

	return find_class(&rule, devices, max);
}

static size_t find_v4l2(struct device *devices, size_t max)
{
	size_t count = 0;

	for (unsigned n = 0; n < V4L2_NODES_MAX; n++) {
		if (!sysfs_exists("/sys/class/video4linux/video%u", n))
			continue;
		if (count < max) {
			devices[count] = (struct device){0};
			snprintf(devices[count].id, sizeof(devices->id), "v4l2.video[%u]", n);
			snprintf(devices[count].path, sizeof(devices->path), "/dev/video%u", n);
		}
		count++;
	}
	return count;
}

const struct device_set virtio_devices = {.name = "virtio device", .find = virtio_find_all};
const struct device_set block_devices = {.name = "block device", .find = find_blocks};
const struct device_set sound_cards = {.name = "sound card", .find = find_sound};
const struct device_set gpu_cards = {.name = "display device", .find = find_gpus};
const struct device_set shared_filesystems = {
	.name = "shared file system", .find = find_filesystems};
const struct device_set v4l2_devices = {.name = "V4L2 device", .find = find_v4l2};
