/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_disk.h"
#include "core/job.h"
#include "core/must.h"
#include "core/stamp.h"
#include "core/uring.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#define MIB	    ((uint64_t)1 << 20)
#define SIZE	    4096u
#define DEPTH	    32u
#define BLOCKS	    2048u /* 8 MiB, from the second MiB of the disk on */
#define STEP	    1229u /* odd, so that a walk by it meets each of 2^n blocks once */
#define GENERATIONS 3u

struct region {
	struct job *job;
	int claim, fd; /* see uring_open() for why there are two */
	struct stamps stamps;
	struct uring uring;
	char *buffers;
	uint64_t wrong;		    /* blocks that were not as written */
	struct stamp_finding first; /* of them */
};

static uint64_t offset_of(unsigned nth)
{
	return MIB + (uint64_t)(nth * STEP % BLOCKS) * SIZE;
}

static void start(
	struct region *region, unsigned nth, unsigned slot, unsigned generation, bool write)
{
	char *buffer = region->buffers + slot * SIZE;
	uint64_t tag = (uint64_t)nth << 32 | slot;

	if (write) {
		stamps_put(&region->stamps, buffer, SIZE, offset_of(nth), generation);
		uring_write(&region->uring, buffer, SIZE, offset_of(nth), tag);
	} else {
		memset(buffer, 0x5a, SIZE); /* what a read that brings nothing leaves */
		uring_read(&region->uring, buffer, SIZE, offset_of(nth), tag);
	}
}

static void finish(
	struct region *region, const struct io_uring_cqe *cqe, unsigned generation, bool write)
{
	const char *buffer = region->buffers + (cqe->user_data & UINT32_MAX) * SIZE;
	uint64_t offset = offset_of((unsigned)(cqe->user_data >> 32));
	struct stamp_finding finding;

	if (cqe->res != (int)SIZE) {
		fail(region->job, "%s the block at byte %" PRIu64 ": %s",
			write ? "writing" : "reading", offset,
			cqe->res < 0 ? strerror(-cqe->res) : "only a part of it was moved");
		job_stop(region->job);
	}
	if (write || stamps_check(&region->stamps, buffer, SIZE, offset, generation, &finding) ==
			     STAMP_RIGHT)
		return;
	if (!region->wrong++)
		region->first = finding;
}

/* Every block of the region once, in an order of its own, DEPTH of them in flight. */
static void pass_over(struct region *region, unsigned generation, bool write)
{
	unsigned next = 0, in_flight = 0;

	for (; next < DEPTH; next++, in_flight++)
		start(region, next, next, generation, write);
	while (in_flight) {
		struct io_uring_cqe *cqe;

		must(region->job, io_uring_submit_and_wait(&region->uring.ring, 1), "io_uring");
		while (!io_uring_peek_cqe(&region->uring.ring, &cqe)) {
			unsigned slot = (unsigned)(cqe->user_data & UINT32_MAX);

			finish(region, cqe, generation, write);
			io_uring_cqe_seen(&region->uring.ring, cqe);
			if (next < BLOCKS)
				start(region, next++, slot, generation, write);
			else
				in_flight--;
		}
	}
}

static void open_region(struct region *region)
{
	struct job *job = region->job;

	block_claim(job, (uint64_t)BLOCKS * SIZE, &region->claim, &region->fd);
	must(job,
		uring_open(&region->uring, DEPTH, region->fd, region->buffers, DEPTH * SIZE, false),
		"io_uring");
}

static void close_region(struct region *region)
{
	uring_close(&region->uring);
	close(region->fd);
	close(region->claim);
}

static void judge(struct region *region, const char *when)
{
	char text[200];

	if (!region->wrong)
		return;
	stamp_explain(text, sizeof(text), &region->first);
	expected(region->job, "%u blocks of %u bytes as written", BLOCKS, SIZE);
	observed(region->job, "%" PRIu64 " of them differ", region->wrong);
	fail(region->job, "%s: %s", when, text);
	job_stop(region->job);
}

static void run(struct job *job)
{
	static struct region region;

	region.job = job;
	region.buffers = must_alloc(job, DEPTH * SIZE);
	stamps_init(&region.stamps, 0);
	stamps_fill(&region.stamps, region.buffers, DEPTH * SIZE);
	open_region(&region);
	for (unsigned generation = 1; generation <= GENERATIONS; generation++) {
		stamps_fill(&region.stamps, region.buffers, DEPTH * SIZE);
		pass_over(&region, generation, true);
		pass_over(&region, generation, false);
		judge(&region, generation == 1 ? "read back after writing"
					       : "read back after overwriting");
	}
	must(job, fdatasync(region.fd) ? -errno : 0, "flush");
	close_region(&region);
	open_region(&region);
	pass_over(&region, GENERATIONS, false);
	judge(&region, "read back after a flush, with the disk opened anew");
	close_region(&region);
	pass(job);
}

CHECK(block_data) = {
	.id = "block.data-verified",
	.title =
		"What is written to a disk is what is read back, at its own address and up to date",
	.source = "VIRTIO 1.4, 5.2.6 Device Operation; POSIX pwrite(2), fdatasync(2)",
	.unseen = "that flushed data survives a loss of power of the host",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 30000,
	.run = run,
};
