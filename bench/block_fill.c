/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_fill.h"

#include "core/must.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK	((uint64_t)1 << 20)
#define SAMPLE	64u
#define ALIGNED 4096u /* for O_DIRECT on any disk */

bool block_written(struct job *job, const struct block_disk *disk)
{
	char *block = must_alloc(job, ALIGNED);
	bool written = true;

	for (uint64_t i = 0; written && i < SAMPLE; i++) {
		uint64_t last = disk->length / ALIGNED - 1;
		uint64_t offset = disk->first + i * last / (SAMPLE - 1) * ALIGNED;

		written = pread(disk->fd, block, ALIGNED, (off_t)offset) == (ssize_t)ALIGNED &&
			  stamp_belongs(block, offset);
	}
	munmap(block, ALIGNED);
	return written;
}

void block_fill(struct job *job, struct block_disk *disk)
{
	char *chunk = must_alloc(job, CHUNK);
	uint64_t end = disk->first + disk->length, size;
	ssize_t n;

	stamps_fill(&disk->stamps, chunk, CHUNK);
	for (uint64_t at = disk->first; at < end; at += size) {
		size = end - at < CHUNK ? end - at : CHUNK;
		stamps_put(&disk->stamps, chunk, size, at, 0);
		n = pwrite(disk->fd, chunk, size, (off_t)at);
		must(job, n == (ssize_t)size ? 0 : n < 0 ? -errno : -EIO, "writing the disk once");
	}
	munmap(chunk, CHUNK);
	disk->written = true;
}
