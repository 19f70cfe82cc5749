/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_bench.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/sysfs.h"
#include "core/ticks.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SIZE 4096u

/* What the kernel's and the device's write cache are set to, as sysfs says it. */
static const char *const modes[] = {"write back", "write through"};

struct flusher {
	struct job *job;
	struct block_disk disk;
	struct walk walk;
	char *buffer;
	struct hist write, flush; /* latencies */
};

/* A write, so that there is something to flush, and then the flush. */
static int write_and_flush(struct flusher *f)
{
	uint64_t pass = f->walk.pass, offset = f->disk.first + walk_next(&f->walk) * SIZE, begin;
	ssize_t n;
	int err;

	stamps_put(&f->disk.stamps, f->buffer, SIZE, offset, pass);
	begin = ticks_ns();
	n = pwrite(f->disk.fd, f->buffer, SIZE, (off_t)offset);
	hist_add(&f->write, ticks_ns() - begin);
	if (n != (ssize_t)SIZE)
		return n < 0 ? -errno : -EIO;
	begin = ticks_ns();
	err = fdatasync(f->disk.fd) ? -errno : 0;
	hist_add(&f->flush, ticks_ns() - begin);
	return err;
}

/* "write back" is one value: "write-back". */
static void set_conditions(struct metric *m, const char *mode)
{
	char value[32];

	snprintf(value, sizeof(value), "%s", mode);
	for (char *space = value; (space = strchr(space, ' '));)
		*space = '-';
	snprintf(m->conditions, sizeof(m->conditions), "size=%u depth=1 write_cache=%s engine=sync",
		SIZE, value);
}

static void report(struct flusher *f, const char *mode, double seconds)
{
	const struct {
		const char *id;
		const struct hist *hist;
	} rows[] = {
		{"block.flush.latency", &f->flush},
		{"block.flush.write_latency", &f->write},
		{"block.flush.iops", NULL},
	};
	struct metric m = {.value = (double)f->flush.count / seconds};

	set_conditions(&m, mode);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		m.id = rows[i].id;
		m.hist = rows[i].hist;
		metric(f->job, &m);
	}
}

static void measure(struct flusher *f, const char *mode, uint64_t duration)
{
	uint64_t begin;
	int err = write_and_flush(f); /* the first one is dropped */

	hist_clear(&f->write);
	hist_clear(&f->flush);
	begin = clock_ns();
	while (err >= 0 && clock_ns() - begin < duration)
		err = write_and_flush(f);
	if (err < 0)
		fail(f->job, "writing and flushing a block: %s", strerror(-err));
	else
		report(f, mode, (double)(clock_ns() - begin) / 1e9);
}

/*
 * A virtio disk with VIRTIO_BLK_F_CONFIG_WCE lets its driver switch the cache, by the
 * attribute cache_type; of other disks the file is missing or refuses.
 */
static bool switch_cache(const char *disk, const char *mode)
{
	char path[160];
	int fd;
	bool done;

	snprintf(path, sizeof(path), "/sys/block/%s/cache_type", disk);
	fd = open(path, O_WRONLY | O_CLOEXEC);
	done = fd >= 0 && write(fd, mode, strlen(mode)) == (ssize_t)strlen(mode);
	if (fd >= 0)
		close(fd);
	return done;
}

static void run(struct job *job)
{
	uint64_t duration =
		(uint64_t)job_setting(job, "block.duration_ms", BLOCK_DURATION_MS) * 500000u;
	const char *disk = strrchr(job->device->path, '/') + 1;
	static struct flusher f;
	char mode[64];
	const char *other;

	f.job = job;
	f.buffer = must_alloc(job, SIZE);
	block_open(job, &f.disk, true, 1 << 20);
	stamps_fill(&f.disk.stamps, f.buffer, SIZE);
	walk_init(&f.walk, f.disk.length / SIZE, true, f.disk.stamps.run);
	if (!sysfs_line(mode, sizeof(mode), "/sys/block/%s/queue/write_cache", disk))
		snprintf(mode, sizeof(mode), "unknown");
	measure(&f, mode, duration);
	other = modes[!strcmp(mode, modes[0])];
	if (switch_cache(disk, other)) {
		measure(&f, other, duration);
		must(job, switch_cache(disk, mode) ? 0 : -errno, "switching the write cache back");
	} else {
		note(job, "the write cache cannot be switched to %s", other);
	}
}

static const struct metric_desc metrics[] = {
	{"block.flush.latency", "ns", BETTER_LOWER, "a flush after one written block"},
	{"block.flush.write_latency", "ns", BETTER_LOWER, "the write before it"},
	{"block.flush.iops", "1/s", BETTER_HIGHER, "blocks written and flushed in a second"},
	{0},
};

BENCH(block_flush) = {
	.id = "block.flush",
	.title = "How long a write and a flush take with the write cache on and, where it can be, "
		 "off",
	.source = "fdatasync(2); VIRTIO_BLK_T_FLUSH, VIRTIO_BLK_F_CONFIG_WCE: VIRTIO 1.4, 5.2",
	.each = &block_devices,
	.flags = UNIT_WRITES,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
