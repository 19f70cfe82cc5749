/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_BENCH_H
#define BENCH_BLOCK_BENCH_H

#include "bench/block_engine.h"

/*
 * What the block benches have in common. Settings: block.duration_ms (each condition,
 * 350), block.warmup_ms (at most, 300), block.region_mib (256),
 * block.fill (1).
 */

#define BLOCK_DURATION_MS 350

/* Rows of a unit's metrics; those of the other direction stay unused. */
#define BLOCK_METRICS(id)                                                                          \
	{id ".latency", "ns", BETTER_LOWER,                                                        \
		"from just before a request is submitted until its completion is seen"},           \
		{id ".iops", "1/s", BETTER_HIGHER, "requests completed in a second"},              \
		{id ".throughput", "MB/s", BETTER_HIGHER, "10^6 bytes moved in a second"},         \
	{                                                                                          \
		id ".cpu_per_request", "ns", BETTER_LOWER,                                         \
			"CPU time of the submitting thread for one request, kernel included"       \
	}

/* The load's duration and warm-up as the plan has them; one queue. */
struct block_load block_load(
	const struct job *job, const struct block_pattern *pattern, unsigned size, unsigned depth);
/* Runs the load and reports its metrics, named after `id`; `more` goes before its conditions. */
void block_measure(struct job *job, const struct block_disk *disk, const struct block_load *load,
	const char *id, const char *more);
/* Whether the disk has queues that are polled (virtio_blk.poll_queues). */
bool block_can_poll(const struct job *job);
/* The `run` of a unit whose `data` is the name of a pattern: 4 KiB shallow and deep and
 * 128 KiB, a mixed one only 4 KiB deep; polled too where the disk's queues can be. */
void block_bench(struct job *job);

#endif
