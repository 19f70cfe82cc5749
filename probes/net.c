/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <stdio.h>
#include <string.h>

static void show_interface(const char *path, void *to)
{
	struct job *job = to;
	const char *name = strrchr(path, '/') + 1;
	char id[64], line[128], device[300];
	int64_t carrier, speed;

	snprintf(device, sizeof(device), "%s/device", path);
	if (!sysfs_exists("%s", device)) /* loopback and the like */
		return;
	if (!virtio_id_of(device, id, sizeof(id)))
		snprintf(id, sizeof(id), "net.%s", name);
	fact_str(job, name, "%s.interface", id);
	sysfs_line(line, sizeof(line), "%s/address", path);
	fact_str(job, line, "%s.mac", id);
	fact_int(job, sysfs_int(0, "%s/mtu", path), "%s.mtu", id);
	carrier = sysfs_int(-1, "%s/carrier", path); /* EINVAL while the interface is down */
	if (carrier >= 0)
		fact_bool(job, carrier, "%s.carrier", id);
	speed = sysfs_int(-1, "%s/speed", path);
	if (speed > 0)
		fact_int(job, speed, "%s.mbit_per_s", id);
	fact_int(job, (int64_t)sysfs_count("%s/queues/rx-*", path), "%s.receive_queues", id);
	fact_int(job, (int64_t)sysfs_count("%s/queues/tx-*", path), "%s.transmit_queues", id);
}

static void run(struct job *job)
{
	sysfs_each(show_interface, job, "/sys/class/net/*");
}

static const struct fact_desc facts[] = {
	{"virtio.net[].interface", FACT_STRING, NULL, "the kernel's name of the interface"},
	{"virtio.net[].mac", FACT_STRING, NULL, "hardware address"},
	{"virtio.net[].mtu", FACT_INTEGER, "bytes", "largest packet"},
	{"virtio.net[].carrier", FACT_BOOLEAN, NULL,
		"whether the link is up; not told while the interface is down"},
	{"virtio.net[].mbit_per_s", FACT_INTEGER, "Mbit/s", "speed, where the device tells one"},
	{"virtio.net[].receive_queues", FACT_INTEGER, NULL, "receive queues"},
	{"virtio.net[].transmit_queues", FACT_INTEGER, NULL, "transmit queues"},
	{0},
};

PROBE(net) = {
	.id = "net",
	.title = "What network interfaces there are",
	.source = "Linux Documentation/ABI/testing/sysfs-class-net; VIRTIO 1.4, 5.1",
	.facts = facts,
	.run = run,
};
