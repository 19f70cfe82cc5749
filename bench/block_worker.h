/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_WORKER_H
#define BENCH_BLOCK_WORKER_H

#include "bench/block_engine.h"
#include "bench/steady.h"
#include "core/uring.h"

#include <pthread.h>
#include <stdatomic.h>

/* What the workers of one load have in common. */
struct block_crew {
	const struct block_disk *disk;
	const struct block_load *load;
	unsigned workers;
	pthread_barrier_t ready;
	atomic_uint steady;	    /* how many have become steady */
	atomic_uint_fast64_t start; /* of the measurement, for all; 0: warm-up */
	atomic_bool stop;	    /* one has failed */
};

struct block_request {
	uint64_t issued, offset;
	enum block_op op;
};

/* One thread, one ring, one stretch of the disk. */
struct block_worker {
	struct block_crew *crew;
	int cpu; /* to be pinned to; -1: any */
	struct uring uring;
	char *buffers; /* of all requests as reads, and then as writes, which stay stamped */
	size_t buffers_size;
	struct block_request *requests; /* `depth` of them, as many as are in flight */
	unsigned *fresh;		/* those prepared since the last submission */
	unsigned fresh_count, in_flight;
	uint64_t first; /* byte where its stretch begins */
	struct walk walk[BLOCK_OPS];
	uint64_t dice; /* state of a xorshift generator: which of a mix comes next */
	struct steady steady;
	bool became_steady, stopping;
	uint64_t warmup_began, measured_from, measured_to, cpu_from, cpu_to; /* ns */
	struct hist latency[BLOCK_OPS];
	struct heat heat[BLOCK_OPS];
	uint64_t backwards; /* completions seen before their submission: the clock jumped */
	int err;	    /* -errno of the first request that failed */
	uint64_t err_offset;
};

/* A thread's function. */
void *block_worker_main(void *worker);

#endif
