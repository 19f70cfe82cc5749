/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_FILL_H
#define BENCH_BLOCK_FILL_H

#include "bench/block_engine.h"

/* Whether the part of the disk that is used bears stamps all over, by a sample of it. */
bool block_written(struct job *job, const struct block_disk *disk);
/* Writes all of it once. */
void block_fill(struct job *job, struct block_disk *disk);

#endif
