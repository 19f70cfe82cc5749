/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_BLOCK_DISK_H
#define BENCH_BLOCK_DISK_H

#include "core/job.h"
#include "core/stamp.h"

/* A disk, or the part of it that is used: never the first sector (see core/scratch.h). */
struct block_disk {
	int fd;
	int claim; /* opened O_EXCL; -1 where only reads are made. Some ioctls need this one */
	uint64_t first, length; /* bytes */
	bool written;		/* all of it was written before, by this program */
	struct stamps stamps;
};

/*
 * Opens job->device to be written by nobody else until the job ends: `fd` for O_DIRECT, and
 * `claim`, O_EXCL (see uring_open() for why there are two). Ends the job with a reason if
 * the disk has not `least` bytes behind its first MiB. Returns all of its bytes.
 */
uint64_t block_claim(struct job *job, uint64_t least, int *claim, int *fd);

/*
 * Opens job->device for reading, or, where `write`, for writing and for nobody else
 * (O_EXCL), until the job ends. The part used begins behind the first MiB, where partition
 * tables live, and has at most the setting block.region_mib. Where `write`, all of it is
 * written once before, as a disk answers differently for blocks that nobody ever wrote
 * (setting block.fill: 0 for not to). Ends the job with a reason if the disk is too small
 * for `least` bytes.
 */
void block_open(struct job *job, struct block_disk *disk, bool write, uint64_t least);

#endif
