/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_ERASE_H
#define BENCH_BLOCK_ERASE_H

#include "core/job.h"

/* What discard and write-zeroes have in common: a stretch of blocks goes without data being sent.
 */
struct erase {
	unsigned long request; /* BLKDISCARD, BLKZEROOUT */
	const char *name;      /* "discard" */
	const char *limit;     /* file of /sys/block/X/queue that is 0 where a disk has it not */
	const char *metric;    /* id of its latency */
	bool zeroes;	       /* what was erased must read as zeroes */
};

/* The `run` of a unit whose `data` is a struct erase. */
void block_erase(struct job *job);

#endif
