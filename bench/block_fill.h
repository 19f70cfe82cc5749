/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_FILL_H
#define BENCH_BLOCK_FILL_H

#include "bench/block_disk.h"

/* How much of the part of the disk that is used bears stamps, from its begin, by a sample. */
uint64_t block_written(struct job *job, const struct block_disk *disk);
/*
 * Writes once what follows the first `written` bytes. A disk so slow that this takes more
 * than 5 s has its used part cut to what was written, but not below `least`.
 */
void block_fill(struct job *job, struct block_disk *disk, uint64_t written, uint64_t least);

#endif
