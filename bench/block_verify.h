/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_VERIFY_H
#define BENCH_BLOCK_VERIFY_H

#include "bench/block_worker.h"

/*
 * Reads back, through plain pread(2), what a worker has written: all of it or `most`
 * blocks spread over it. Returns how many were read, all right, or -errno with `msg`
 * filled.
 */
int64_t block_verify(const struct block_worker *worker, uint64_t most, struct message *msg);

#endif
