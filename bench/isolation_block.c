/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_engine.h"
#include "bench/isolation.h"
#include "virtio/inventory.h"

#include <unistd.h>

#define WARMUP_NS 300000000u

static void measure(struct job *job, uint64_t duration_ns, struct isolation_sample *sample)
{
	static struct block_outcome outcome;
	static struct block_disk disk;
	struct block_load load = {
		.pattern = block_pattern("randread"),
		.size = 4096,
		.depth = 1,
		.queues = 1,
		.warmup_ns = WARMUP_NS,
		.duration_ns = duration_ns,
	};
	struct message msg = {0};
	int err;

	block_open(job, &disk, false, load.size);
	err = block_run(job, &disk, &load, &outcome, &msg);
	close(disk.fd);
	if (err) {
		inconclusive(job, "%s", msg.text);
		job_stop(job);
	}
	hist_merge(&sample->latency, &outcome.latency[BLOCK_READ]);
	sample->backwards += outcome.backwards;
}

static const struct metric_desc metrics[] = {
	ISOLATION_METRICS("isolation.block",
		"random reads of 4 KiB, one at a time, until they are completed"),
	{0},
};

static const struct isolation_victim victim = {.same = "block", .measure = measure};

BENCH(isolation_block) = {
	.id = "isolation.block",
	.title = "Whether loads in the guest make a disk slow",
	.source = "io_uring(7), O_DIRECT",
	.each = &block_devices,
	.flags = UNIT_SLOW,
	.timeout_ms = 600000,
	.metrics = metrics,
	.run = isolation_run,
	.data = &victim,
};
