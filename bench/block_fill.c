/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_fill.h"

#include "core/clock.h"
#include "core/must.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#define CHUNK	 ((uint64_t)1 << 20)
#define SAMPLES	 64u
#define ALIGNED	 4096u /* for O_DIRECT on any disk */
#define LIMIT_NS 5000000000u

uint64_t block_written(struct job *job, const struct block_disk *disk)
{
	char *block = must_alloc(job, ALIGNED);
	uint64_t last = disk->length / ALIGNED - 1, written = 0;

	for (uint64_t i = 0; i < SAMPLES; i++) {
		uint64_t at = i * last / (SAMPLES - 1) * ALIGNED, offset = disk->first + at;

		if (pread(disk->fd, block, ALIGNED, (off_t)offset) != (ssize_t)ALIGNED ||
			!stamp_belongs(block, offset))
			break;
		written = i + 1 == SAMPLES ? disk->length : at;
	}
	munmap(block, ALIGNED);
	return written;
}

void block_fill(struct job *job, struct block_disk *disk, uint64_t written, uint64_t least)
{
	char *chunk = must_alloc(job, CHUNK);
	uint64_t limit = clock_ns() + LIMIT_NS, size;
	ssize_t n;

	stamps_fill(&disk->stamps, chunk, CHUNK);
	for (uint64_t at = written / CHUNK * CHUNK; at < disk->length; at += size) {
		if (at >= least && clock_ns() > limit) {
			note(job, "a slow disk: %llu MiB of it are used",
				(unsigned long long)(at / CHUNK));
			disk->length = at;
			break;
		}
		size = disk->length - at < CHUNK ? disk->length - at : CHUNK;
		stamps_put(&disk->stamps, chunk, size, disk->first + at, 0);
		n = pwrite(disk->fd, chunk, size, (off_t)(disk->first + at));
		must(job, n == (ssize_t)size ? 0 : n < 0 ? -errno : -EIO, "writing the disk once");
	}
	munmap(chunk, CHUNK);
	disk->written = true;
}
