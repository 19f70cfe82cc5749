/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/wire.h"

#include "virtio/ids.h"
#include "virtio/inventory.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEVICES_MAX 256

static struct device snapshot[DEVICES_MAX];
static size_t snapshot_count;
static bool snapshot_taken;

void wire_devices_are(const struct device *devices, size_t count)
{
	snapshot_count = count < DEVICES_MAX ? count : DEVICES_MAX;
	memcpy(snapshot, devices, snapshot_count * sizeof(*devices));
	snapshot_taken = true;
}

/* virtio3 -> ../../../devices/pci0000:00/0000:00:05.0/virtio3: its parent is on PCI or platform. */
static bool set_bus_path(struct device *device)
{
	static const char *const buses[] = {"pci", "platform"};
	char real[PATH_MAX], path[PATH_MAX + 32];
	char *slash;

	if (!realpath(device->path, real) || !(slash = strrchr(real, '/')))
		return false;
	*slash = '\0';
	slash = strrchr(real, '/');
	for (size_t i = 0; slash && i < 2; i++) {
		snprintf(path, sizeof(path), "/sys/bus/%s/devices%s", buses[i], slash);
		if (access(path, F_OK) == 0) {
			snprintf(device->path, sizeof(device->path), "%s", path);
			return true;
		}
	}
	return false;
}

static void take_snapshot(void)
{
	static struct device all[DEVICES_MAX];
	size_t count = virtio_find_all(all, DEVICES_MAX);

	for (size_t i = 0; i < count && i < DEVICES_MAX; i++)
		if (set_bus_path(&all[i]))
			snapshot[snapshot_count++] = all[i];
	snapshot_taken = true;
}

bool wire_is_class(const struct device *device, const char *class)
{
	size_t length = class ? strlen(class) : 0;

	return !class ||
	       (!strncmp(device->id, "virtio.", 7) && !strncmp(device->id + 7, class, length) &&
		       device->id[7 + length] == '[');
}

typedef bool holds(const struct device *device);

static size_t find(holds *wanted, struct device *devices, size_t max)
{
	size_t count = 0;

	if (!snapshot_taken)
		take_snapshot();
	for (size_t i = 0; i < snapshot_count; i++)
		if (wanted(&snapshot[i])) {
			if (count < max)
				devices[count] = snapshot[i];
			count++;
		}
	return count;
}

/* NOLINTNEXTLINE(bugprone-macro-parentheses): `set` becomes a name */
#define SET(set, words, condition)                                                                 \
	static bool holds_##set(const struct device *device)                                       \
	{                                                                                          \
		return condition;                                                                  \
	}                                                                                          \
	static size_t find_##set(struct device *devices, size_t max)                               \
	{                                                                                          \
		return find(holds_##set, devices, max);                                            \
	}                                                                                          \
	const struct device_set set = {.name = (words), .find = find_##set, .has = holds_##set}

SET(wire_devices, "virtio device", wire_is_class(device, NULL));
SET(wire_pci_devices, "virtio-pci device", !wire_is_mmio(device));
SET(wire_mmio_devices, "virtio-mmio device", wire_is_mmio(device));
SET(wire_nets, "virtio network device", wire_is_class(device, virtio_class(VIRTIO_TYPE_NET)));
SET(wire_blocks, "virtio block device", wire_is_class(device, virtio_class(VIRTIO_TYPE_BLOCK)));
SET(wire_consoles, "virtio console", wire_is_class(device, virtio_class(VIRTIO_TYPE_CONSOLE)));
SET(wire_entropies, "virtio entropy device",
	wire_is_class(device, virtio_class(VIRTIO_TYPE_ENTROPY)));
SET(wire_balloons, "virtio balloon", wire_is_class(device, virtio_class(VIRTIO_TYPE_BALLOON)));
SET(wire_gpus, "virtio gpu", wire_is_class(device, virtio_class(VIRTIO_TYPE_GPU)));
SET(wire_inputs, "virtio input device", wire_is_class(device, virtio_class(VIRTIO_TYPE_INPUT)));
SET(wire_vsocks, "virtio socket device", wire_is_class(device, virtio_class(VIRTIO_TYPE_VSOCK)));
SET(wire_sounds, "virtio sound device", wire_is_class(device, virtio_class(VIRTIO_TYPE_SOUND)));
SET(wire_filesystems, "virtio file system device",
	wire_is_class(device, virtio_class(VIRTIO_TYPE_FS)));
SET(wire_pmems, "virtio pmem device", wire_is_class(device, virtio_class(VIRTIO_TYPE_PMEM)));
SET(wire_rpmbs, "virtio rpmb device", wire_is_class(device, virtio_class(VIRTIO_TYPE_RPMB)));
