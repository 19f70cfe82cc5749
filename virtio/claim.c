/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/claim.h"

#include "core/sysfs.h"
#include "virtio/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEVICES_MAX 256

static const char *address(const struct device *device)
{
	return strrchr(device->path, '/') + 1;
}

/* "/dev/vda" lies below the device in sysfs if its class entry points there. */
static bool is_disk_of(const struct device *device, const char *name)
{
	char class[PATH_MAX], real[PATH_MAX], own[PATH_MAX];

	snprintf(class, sizeof(class), "/sys/class/block/%s", name + strlen("/dev/"));
	return realpath(class, real) && realpath(device->path, own) &&
	       !strncmp(real, own, strlen(own)) && real[strlen(own)] == '/';
}

bool claim_means(const struct device *device, const char *name)
{
	if (!strcmp(device->id, name) || !strcmp(address(device), name))
		return true;
	if (!strncmp(address(device), "0000:", 5) && !strcmp(address(device) + 5, name))
		return true;
	if (!strncmp(name, "/dev/", 5))
		return is_disk_of(device, name);
	return !strncmp(name, "virtio", 6) && !strchr(name, '/') &&
	       sysfs_exists("%s/%s", device->path, name);
}

int claim_check_name(const char *name, struct message *msg)
{
	static struct device all[DEVICES_MAX];
	size_t count = wire_devices.find(all, DEVICES_MAX), n = 0;
	char known[600] = "none";

	for (size_t i = 0; i < count && i < DEVICES_MAX; i++) {
		if (claim_means(&all[i], name))
			return 0;
		if (n < sizeof(known))
			n += (size_t)snprintf(known + n, sizeof(known) - n, "%s%s (%s)",
				n ? ", " : "", all[i].id, address(&all[i]));
	}
	if (sysfs_exists("/sys/bus/pci/devices/%s", name) ||
		sysfs_exists("/sys/bus/pci/devices/0000:%s", name) || !access(name, F_OK))
		return message_set(msg, -ENODEV,
			"%s is no virtio device; those that can be claimed: %s", name, known);
	return message_set(
		msg, -ENODEV, "there is no device %s; those that can be claimed: %s", name, known);
}

void claim_driver(const struct device *device, char *driver, size_t size)
{
	if (!sysfs_link_name(driver, size, "%s/driver", device->path))
		*driver = '\0';
}

static int write_address(const struct device *device, const char *file, struct message *msg)
{
	int fd = open(file, O_WRONLY | O_CLOEXEC), err = 0;
	size_t length = strlen(address(device));

	if (fd < 0 || write(fd, address(device), length) != (ssize_t)length)
		err = message_set(msg, -errno, "cannot write %s to %s: %s", address(device), file,
			strerror(errno));
	if (fd >= 0)
		close(fd);
	return err;
}

int claim_take(const struct device *device, struct message *msg)
{
	char file[PATH_MAX];

	if (!sysfs_exists("%s/driver", device->path))
		return 0;
	snprintf(file, sizeof(file), "%s/driver/unbind", device->path);
	return write_address(device, file, msg);
}

int claim_give_back(const struct device *device, const char *driver, struct message *msg)
{
	char file[PATH_MAX];
	int bus; /* how much of the path names it: "/sys/bus/pci" */

	if (!*driver || sysfs_exists("%s/driver", device->path))
		return 0;
	bus = (int)(strstr(device->path, "/devices/") - device->path);
	snprintf(file, sizeof(file), "%.*s/drivers/%s/bind", bus, device->path, driver);
	return write_address(device, file, msg);
}
