/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/words.h"
#include "virtio/inventory.h"

#include <stdio.h>
#include <string.h>

#define PORTS "/sys/class/virtio-ports"

/* Ports of one device, by name; "vport0p1" where the host gave none. */
struct ports {
	const char *device;
	struct fact_items names;
};

static void add_port(const char *path, void *to)
{
	struct ports *ports = to;
	char device[300], id[64], name[128];

	snprintf(device, sizeof(device), "%s/device", path);
	if (!virtio_id_of(device, id, sizeof(id)) || strcmp(id, ports->device) != 0)
		return;
	if (!sysfs_line(name, sizeof(name), "%s/name", path) || !*name)
		snprintf(name, sizeof(name), "%s", strrchr(path, '/') + 1);
	fact_item(&ports->names, "%s", name);
}

static void run(struct job *job)
{
	static struct device found[64];
	size_t count = virtio_find_all(found, 64);
	struct fact_items active = {0};
	char line[256];

	sysfs_line(line, sizeof(line), "/sys/class/tty/console/active");
	words_add(&active, line);
	fact_list(job, &active, "console.active");
	for (size_t i = 0; i < count && i < 64; i++) {
		struct ports ports = {.device = found[i].id};

		if (strncmp(found[i].id, "virtio.console[", strlen("virtio.console[")) != 0)
			continue;
		sysfs_each(add_port, &ports, PORTS "/*");
		fact_list(job, &ports.names, "%s.ports", found[i].id);
	}
}

static const struct fact_desc facts[] = {
	{"console.active", FACT_LIST, NULL, "terminals that the kernel's messages go to"},
	{"virtio.console[].ports", FACT_LIST, NULL, "ports beside the console itself, by name"},
	{0},
};

PROBE(console) = {
	.id = "console",
	.title = "Where the kernel's messages go, and the ports of virtio consoles",
	.source = "Linux Documentation/ABI/testing/sysfs-tty; VIRTIO 1.4, 5.3",
	.facts = facts,
	.run = run,
};
