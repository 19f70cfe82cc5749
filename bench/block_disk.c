/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_disk.h"

#include "bench/block_fill.h"
#include "core/must.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>

#define MIB	   ((uint64_t)1 << 20)
#define REGION_MIB 256

void block_open(struct job *job, struct block_disk *disk, bool write, uint64_t least)
{
	uint64_t most = (uint64_t)job_setting(job, "block.region_mib", REGION_MIB) * MIB;
	uint64_t bytes = 0, written;

	/* Kept until the process ends; see uring_open() for why it is not disk->fd. */
	disk->claim = write ? must_open(job, job->device->path, O_RDWR | O_EXCL) : -1;
	disk->fd = must_open(job, job->device->path, O_DIRECT | (write ? O_RDWR : O_RDONLY));
	must_ioctl(job, disk->fd, BLKGETSIZE64, &bytes);
	if (bytes < MIB + least) {
		inconclusive(job,
			"the disk is too small: %" PRIu64 " bytes, at least %" PRIu64 " are needed",
			bytes, MIB + least);
		job_stop(job);
	}
	disk->first = MIB;
	disk->length = bytes - MIB < most ? bytes - MIB : most;
	disk->length = disk->length < least ? least : disk->length;
	stamps_init(&disk->stamps, 0);
	written = block_written(job, disk);
	disk->written = written == disk->length;
	if (write && !disk->written && job_setting(job, "block.fill", 1))
		block_fill(job, disk, written, least);
}
