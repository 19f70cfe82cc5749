/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_disk.h"

#include "bench/block_fill.h"
#include "core/must.h"

#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>

#define MIB	   ((uint64_t)1 << 20)
#define REGION_MIB 256

static uint64_t size_for(struct job *job, int fd, uint64_t least)
{
	uint64_t bytes = 0;

	must_ioctl(job, fd, BLKGETSIZE64, &bytes);
	if (bytes >= MIB + least)
		return bytes;
	inconclusive(job,
		"the disk is too small: %" PRIu64 " bytes, at least %" PRIu64 " are needed", bytes,
		MIB + least);
	job_stop(job);
}

uint64_t block_claim(struct job *job, uint64_t least, int *claim, int *fd)
{
	*claim = must_open(job, job->device->path, O_RDWR | O_EXCL);
	*fd = must_open(job, job->device->path, O_DIRECT | O_RDWR);
	return size_for(job, *fd, least);
}

void block_open(struct job *job, struct block_disk *disk, bool write, uint64_t least)
{
	uint64_t most = (uint64_t)job_setting(job, "block.region_mib", REGION_MIB) * MIB;
	uint64_t bytes, written;

	disk->claim = -1;
	if (write) {
		bytes = block_claim(job, least, &disk->claim, &disk->fd);
	} else {
		disk->fd = must_open(job, job->device->path, O_DIRECT | O_RDONLY);
		bytes = size_for(job, disk->fd, least);
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
