/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_ENGINE_H
#define BENCH_BLOCK_ENGINE_H

#include "bench/block_disk.h"
#include "bench/block_walk.h"
#include "core/heat.h"
#include "core/job.h"
#include "core/message.h"

/*
 * Runs a load on a disk with direct I/O. By io_uring: one thread and ring for each
 * queue, `depth` requests in flight in each. Completions that arrived together are
 * reaped, and their successors submitted, with one system call; nothing else is called
 * while the load runs. By pread(2) and pwrite(2), "psync": one thread for each queue, one
 * request in flight in each, what a program gets that knows nothing of rings. The latency
 * of a request is the time from just before it is submitted until its completion has been
 * seen.
 */
enum block_op { BLOCK_READ, BLOCK_WRITE, BLOCK_OPS };
enum block_engine { BLOCK_IO_URING, BLOCK_PSYNC };

struct block_pattern {
	const char *name; /* as fio calls it: "randread" */
	bool random;
	unsigned write_percent;
};

struct block_load {
	const struct block_pattern *pattern;
	unsigned write_percent; /* the pattern's own, or another mix */
	enum block_engine engine;
	unsigned size, depth, queues;
	bool polled;	    /* IORING_SETUP_IOPOLL */
	uint64_t warmup_ns; /* at most; it ends earlier once the load is steady */
	uint64_t duration_ns;
};

struct block_outcome {
	struct hist latency[BLOCK_OPS]; /* ns */
	struct heat heat[BLOCK_OPS];	/* of the same */
	double per_second[BLOCK_OPS];	/* requests */
	double cpu_ns;			/* of the submitting threads, for one request */
	uint64_t warmup_ns;		/* what was dropped */
	bool steady;			/* warm-up ended because the load was */
	uint64_t backwards;		/* latencies dropped as the clock went backwards */
	uint64_t verified;		/* blocks written and read back */
	char modes[128];		/* of io_uring: see core/uring.h; "" of psync */
};

const char *block_engine_name(enum block_engine engine); /* as fio calls it: "io_uring" */

/* NULL if there is none of that name. */
const struct block_pattern *block_pattern(const char *name);
/*
 * Runs the load. Blocks that were written are then read back, at most 1,024 of them
 * and 16 MiB.
 * Returns 0, or -errno with `msg` filled: no io_uring (-ENOSYS), a disk too small for the
 * load (-ENOSPC), an I/O error, or a block that is not what was written (-EILSEQ).
 */
int block_run(struct job *job, const struct block_disk *disk, const struct block_load *load,
	struct block_outcome *outcome, struct message *msg);

#endif
