/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_engine.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/sysfs.h"
#include "core/uring.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SIZE 4096u

static int complete(struct uring *uring)
{
	struct io_uring_cqe *cqe;
	int err = io_uring_submit_and_wait(&uring->ring, 1), res;

	if (err < 0)
		return err;
	err = io_uring_peek_cqe(&uring->ring, &cqe);
	if (err)
		return err;
	res = cqe->res;
	io_uring_cqe_seen(&uring->ring, cqe);
	return res;
}

/* A write, so that there is something to flush, and then the flush, which is timed. */
static int write_and_flush(struct uring *uring, const struct block_disk *disk, char *buffer,
	struct walk *walk, struct hist *latency)
{
	uint64_t pass = walk->pass, offset = disk->first + walk_next(walk) * SIZE, begin;
	int result;

	stamps_put(&disk->stamps, buffer, SIZE, offset, pass);
	uring_write(uring, buffer, SIZE, offset, 0);
	result = complete(uring);
	if (result != (int)SIZE)
		return result < 0 ? result : -EIO;
	begin = clock_ns();
	uring_flush(uring, 0);
	result = complete(uring);
	hist_add(latency, clock_ns() - begin);
	return result;
}

static void report(struct job *job, const struct hist *latency, double seconds, const char *modes)
{
	char cache[64];
	struct metric m = {.id = "block.flush.latency", .hist = latency};

	sysfs_line(cache, sizeof(cache), "/sys/block/%s/queue/write_cache",
		basename(job->device->path));
	for (char *space = cache; (space = strchr(space, ' '));)
		*space = '-';
	snprintf(m.conditions, sizeof(m.conditions),
		"size=%u depth=1 write_cache=%s engine=io_uring modes=%s", SIZE,
		*cache ? cache : "unknown", modes);
	metric(job, &m);
	m.id = "block.flush.iops";
	m.hist = NULL;
	m.value = (double)latency->count / seconds;
	metric(job, &m);
}

static void run(struct job *job)
{
	uint64_t duration = (uint64_t)job_setting(job, "block.duration_ms", 700) * 1000000u, begin;
	char *buffer = must_alloc(job, SIZE);
	static struct block_disk disk;
	static struct hist latency;
	struct uring uring;
	struct walk walk;
	int err;

	block_open(job, &disk, true, 1 << 20);
	stamps_fill(&disk.stamps, buffer, SIZE);
	walk_init(&walk, disk.length / SIZE, true, disk.stamps.run);
	must(job, uring_open(&uring, 2, disk.fd, buffer, SIZE, false), "io_uring");
	hist_clear(&latency);
	err = write_and_flush(&uring, &disk, buffer, &walk, &latency); /* the first is dropped */
	hist_clear(&latency);
	begin = clock_ns();
	while (err >= 0 && clock_ns() - begin < duration)
		err = write_and_flush(&uring, &disk, buffer, &walk, &latency);
	if (err < 0)
		fail(job, "writing and flushing a block: %s", strerror(-err));
	else
		report(job, &latency, (double)(clock_ns() - begin) / 1e9, uring.modes);
	uring_close(&uring);
}

static const struct metric_desc metrics[] = {
	{"block.flush.latency", "ns", BETTER_LOWER, "a flush after one written block"},
	{"block.flush.iops", "1/s", BETTER_HIGHER, "blocks written and flushed in a second"},
	{0},
};

BENCH(block_flush) = {
	.id = "block.flush",
	.title = "How long a flush of the disk's write cache takes",
	.source = "fdatasync(2); VIRTIO_BLK_T_FLUSH: VIRTIO 1.4, 5.2.6",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
