/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_bench.h"
#include "virtio/inventory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MS 1000000u

/* A plan's "block_jobs"; what one does not say is as in the other block benches. */
static struct block_load load_of(
	const struct job *job, const struct job *item, const struct block_pattern *pattern)
{
	struct block_load load = block_load(job, pattern, (unsigned)job_setting(item, "size", 4096),
		(unsigned)job_setting(item, "depth", 1));

	load.engine = strcmp(job_setting_str(item, "engine", ""), block_engine_name(BLOCK_PSYNC))
			      ? BLOCK_IO_URING
			      : BLOCK_PSYNC;
	load.queues = (unsigned)job_setting(item, "queues", load.queues);
	load.write_percent = (unsigned)job_setting(item, "write_percent", load.write_percent);
	load.polled = job_setting(item, "polled", 0) != 0;
	load.warmup_ns =
		(uint64_t)job_setting(item, "warmup_ms", (int64_t)(load.warmup_ns / MS)) * MS;
	load.duration_ns =
		(uint64_t)job_setting(item, "duration_ms", (int64_t)(load.duration_ns / MS)) * MS;
	return load;
}

static void run_one(struct job *job, const struct block_disk *disk, const struct block_load *load,
	const char *name)
{
	char more[64];

	snprintf(more, sizeof(more), "name=%.40s ", name);
	for (char *space = more; (space = strchr(space, ' ')) && space[1];)
		*space = '_';
	note(job, "job %s begins", name);
	block_measure(job, disk, load, job->unit->id, more);
}

/* `data`: set where the jobs that write are this unit's, NULL where the others are. */
static void run(struct job *job)
{
	bool writes = job->unit->data != NULL;
	static struct block_disk disk;
	struct job item;
	size_t done = 0;

	for (size_t i = 0; job_setting_item(job, "block.jobs", i, &item); i++) {
		const char *name = job_setting_str(&item, "name", "");
		const struct block_pattern *pattern =
			block_pattern(job_setting_str(&item, "pattern", ""));
		struct block_load load;

		if (!pattern)
			continue;
		load = load_of(job, &item, pattern);
		if ((load.write_percent > 0) != writes)
			continue;
		if (load.polled && !block_can_poll(job)) {
			inconclusive(job,
				"job %s: the disk's queues cannot be polled (queue/io_poll is 0)",
				name);
			continue;
		}
		if (!done++)
			block_open(job, &disk, writes, 1 << 20);
		run_one(job, &disk, &load, name);
	}
	if (done)
		close(disk.fd);
	else if (job->verdict == VERDICT_NONE)
		skipped(job, "the plan's block_jobs have none that %s",
			writes ? "writes" : "only reads");
}

static const struct metric_desc read_metrics[] = {BLOCK_METRICS("block.job"), {0}};
static const struct metric_desc write_metrics[] = {BLOCK_METRICS("block.write-job"), {0}};

BENCH(block_job) = {
	.id = "block.job",
	.title = "How fast a disk serves the reading jobs that a plan describes",
	.source = "block_jobs of stratos-plan/1; io_uring(7), pread(2), O_DIRECT",
	.each = &block_devices,
	.flags = UNIT_SLOW,
	.timeout_ms = 3600000,
	.metrics = read_metrics,
	.run = run,
};

BENCH(block_write_job) = {
	.id = "block.write-job",
	.title = "How fast a disk serves the writing and mixed jobs that a plan describes",
	.source = "block_jobs of stratos-plan/1; io_uring(7), pread(2), O_DIRECT",
	.each = &block_devices,
	.flags = UNIT_SLOW | UNIT_WRITES,
	.timeout_ms = 3600000,
	.metrics = write_metrics,
	.run = run,
	.data = "writes",
};
