/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_engine.h"
#include "bench/load.h"
#include "virtio/inventory.h"

#define DISKS_MAX 16
#define DEPTH	  32
#define HOUR_NS	  3600000000000ull

static bool find_scratch(struct device *disk)
{
	static struct device disks[DISKS_MAX];
	size_t count = block_devices.find(disks, DISKS_MAX);

	for (size_t i = 0; i < count && i < DISKS_MAX; i++)
		if (disks[i].scratch) {
			*disk = disks[i];
			return true;
		}
	return false;
}

static void run(struct job *job, void (*ready)(void))
{
	static struct block_outcome outcome;
	static struct block_disk disk;
	struct block_load load = {
		.pattern = block_pattern("randwrite"),
		.write_percent = 100,
		.size = 4096,
		.depth = DEPTH,
		.queues = 1,
		.duration_ns = HOUR_NS,
	};
	static struct device device;
	struct message msg = {0};

	if (!find_scratch(&device)) {
		skipped(job, "no disk bears a scratch signature");
		return;
	}
	job->device = &device;
	block_open(job, &disk, true, DEPTH * 4096);
	ready();
	if (block_run(job, &disk, &load, &outcome, &msg))
		inconclusive(job, "%s", msg.text);
}

const struct load load_block = {
	.name = "block",
	.title = "random writes of 4 KiB, 32 in flight, on a scratch disk",
	.run = run,
};
