/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/inventory.h"

#include <string.h>

#define BLOCK "/sys/block"

/* Numbers that the kernel shows as they are, and what to multiply them by. */
static const struct {
	const char *file, *fact;
	int64_t scale;
} numbers[] = {
	{"size", "capacity_bytes", 512}, /* always in 512-byte sectors */
	{"queue/logical_block_size", "logical_block_bytes", 1},
	{"queue/physical_block_size", "physical_block_bytes", 1},
	{"alignment_offset", "alignment_offset_bytes", 1},
	{"queue/minimum_io_size", "minimum_io_bytes", 1},
	{"queue/optimal_io_size", "optimal_io_bytes", 1},
	{"queue/max_hw_sectors_kb", "max_transfer_bytes", 1024},
	{"queue/max_segments", "max_segments", 1},
	{"queue/max_segment_size", "max_segment_bytes", 1},
	{"queue/discard_max_hw_bytes", "discard_max_bytes", 1},
	{"queue/discard_granularity", "discard_granularity_bytes", 1},
	{"queue/max_discard_segments", "discard_max_segments", 1},
	{"queue/write_zeroes_max_bytes", "write_zeroes_max_bytes", 1},
	{"mq/0/nr_tags", "queue_depth", 1},
};

static const struct {
	const char *file, *fact;
} switches[] = {
	{"ro", "read_only"},
	{"removable", "removable"},
	{"queue/fua", "fua"},
};

static const struct {
	const char *file, *fact;
} texts[] = {
	{"queue/write_cache", "write_cache"},
	{"queue/zoned", "zoned"},
	{"serial", "serial"},
};

static void run(struct job *job)
{
	const char *id = job->device->id, *name = strrchr(job->device->path, '/') + 1;
	char line[128];

	fact_str(job, job->device->path, "%s.node", id);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		int64_t value = sysfs_int(-1, BLOCK "/%s/%s", name, numbers[i].file);

		if (value >= 0)
			fact_int(job, value * numbers[i].scale, "%s.%s", id, numbers[i].fact);
	}
	for (size_t i = 0; i < sizeof(switches) / sizeof(*switches); i++) {
		int64_t value = sysfs_int(-1, BLOCK "/%s/%s", name, switches[i].file);

		if (value >= 0)
			fact_bool(job, value != 0, "%s.%s", id, switches[i].fact);
	}
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (sysfs_line(line, sizeof(line), BLOCK "/%s/%s", name, texts[i].file) && *line)
			fact_str(job, line, "%s.%s", id, texts[i].fact);
	fact_int(job, (int64_t)sysfs_count(BLOCK "/%s/mq/[0-9]*", name), "%s.queues", id);
}

static const struct fact_desc facts[] = {
	{"virtio.block[].node", FACT_STRING, NULL, "the device node"},
	{"virtio.block[].capacity_bytes", FACT_INTEGER, "bytes", "capacity"},
	{"virtio.block[].logical_block_bytes", FACT_INTEGER, "bytes", "smallest unit of a request"},
	{"virtio.block[].physical_block_bytes", FACT_INTEGER, "bytes",
		"smallest unit that the disk writes without reading"},
	{"virtio.block[].alignment_offset_bytes", FACT_INTEGER, "bytes",
		"where the first physical block begins"},
	{"virtio.block[].minimum_io_bytes", FACT_INTEGER, "bytes",
		"smallest request that is efficient"},
	{"virtio.block[].optimal_io_bytes", FACT_INTEGER, "bytes",
		"request size that is best for streaming; 0: not told"},
	{"virtio.block[].max_transfer_bytes", FACT_INTEGER, "bytes", "largest request it takes"},
	{"virtio.block[].max_segments", FACT_INTEGER, NULL, "pieces of memory in one request"},
	{"virtio.block[].max_segment_bytes", FACT_INTEGER, "bytes", "largest of these pieces"},
	{"virtio.block[].discard_max_bytes", FACT_INTEGER, "bytes",
		"largest discard; 0: no discard"},
	{"virtio.block[].discard_granularity_bytes", FACT_INTEGER, "bytes", "unit of discards"},
	{"virtio.block[].discard_max_segments", FACT_INTEGER, NULL, "ranges in one discard"},
	{"virtio.block[].write_zeroes_max_bytes", FACT_INTEGER, "bytes",
		"largest write of zeros without data; 0: none"},
	{"virtio.block[].queue_depth", FACT_INTEGER, NULL, "requests in flight for each queue"},
	{"virtio.block[].queues", FACT_INTEGER, NULL, "request queues in use"},
	{"virtio.block[].read_only", FACT_BOOLEAN, NULL, "whether it refuses writes"},
	{"virtio.block[].removable", FACT_BOOLEAN, NULL, "whether its medium can be removed"},
	{"virtio.block[].fua", FACT_BOOLEAN, NULL,
		"whether single writes can be forced to the medium"},
	{"virtio.block[].write_cache", FACT_STRING, NULL,
		"write back: a flush is needed for durability; write through: none is"},
	{"virtio.block[].zoned", FACT_STRING, NULL, "none, host-aware or host-managed"},
	{"virtio.block[].serial", FACT_STRING, NULL, "serial number, where it has one"},
	{0},
};

PROBE(block) = {
	.id = "block",
	.title = "What each disk is: capacity, block sizes, limits, cache, queues",
	.source = "Linux Documentation/ABI/stable/sysfs-block; VIRTIO 1.4, 5.2.4",
	.each = &block_devices,
	.facts = facts,
	.run = run,
};
