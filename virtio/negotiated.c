/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/negotiated.h"

#include "core/sysfs.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void virtio_negotiated_read(struct virtio_negotiated *device, const char *path)
{
	const char *slash = strrchr(path, '/');

	*device = (struct virtio_negotiated){
		.type = (unsigned)sysfs_int(0, "%s/device", path),
		.vendor = (unsigned)sysfs_int(0, "%s/vendor", path),
		.status = (unsigned)sysfs_int(0, "%s/status", path),
	};
	snprintf(device->name, sizeof(device->name), "%s", slash ? slash + 1 : path);
	sysfs_link_name(device->driver, sizeof(device->driver), "%s/driver", path);
	sysfs_line(device->bits, sizeof(device->bits), "%s/features", path);
}

bool virtio_negotiated_has(const struct virtio_negotiated *device, unsigned bit)
{
	return bit < strlen(device->bits) && device->bits[bit] == '1';
}

const char *virtio_transport(const char *path, char *where, size_t size)
{
	static char bus[64];
	char real[PATH_MAX], driver[64], *parent;

	*where = '\0';
	if (!realpath(path, real) || !strrchr(real, '/'))
		return "unknown";
	*strrchr(real, '/') = '\0'; /* the device that virtioN is the child of */
	parent = strrchr(real, '/');
	snprintf(where, size, "%s", parent ? parent + 1 : real);
	if (!sysfs_link_name(bus, sizeof(bus), "%s/subsystem", real))
		return "unknown";
	sysfs_link_name(driver, sizeof(driver), "%s/driver", real);
	if (!strcmp(bus, "platform") && strstr(driver, "mmio"))
		return "mmio";
	return bus;
}
