/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_erase.h"

#include "bench/block_bench.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/sysfs.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define SIZE	  65536u	/* erased by one request: a multiple of usual granularities */
#define EDGE	  4096u		/* of the neighbours, looked at for damage */
#define STRIDE	  (2ull * SIZE) /* every second stretch is erased, those between must stay */
#define STRETCHES 15u
#define AREA	  (STRETCHES * STRIDE + SIZE) /* begins and ends with one that must stay */

struct eraser {
	struct job *job;
	const struct erase *erase;
	struct block_disk disk;
	char *buffer;
	uint64_t zeroed, kept, other; /* how erased stretches read afterwards */
};

static void move(struct eraser *e, bool write, char *buffer, unsigned size, uint64_t offset)
{
	ssize_t n = write ? pwrite(e->disk.fd, buffer, size, (off_t)offset)
			  : pread(e->disk.fd, buffer, size, (off_t)offset);

	if (n == (ssize_t)size)
		return;
	fail(e->job, "%s %u bytes at byte %" PRIu64 ": %s", write ? "writing" : "reading", size,
		offset, n < 0 ? strerror(errno) : "only a part of them was moved");
	job_stop(e->job);
}

static void write_stretch(struct eraser *e, uint64_t offset, unsigned size)
{
	stamps_fill(&e->disk.stamps, e->buffer, size);
	stamps_put(&e->disk.stamps, e->buffer, size, offset, 1);
	move(e, true, e->buffer, size, offset);
}

static void write_area(struct eraser *e, uint64_t first)
{
	for (uint64_t at = first; at < first + AREA; at += SIZE)
		write_stretch(e, at, SIZE);
}

static void must_be_kept(struct eraser *e, uint64_t offset, const char *otherwise)
{
	struct stamp_finding finding;
	char text[160];

	move(e, false, e->buffer, EDGE, offset);
	if (stamps_check(&e->disk.stamps, e->buffer, EDGE, offset, 1, &finding) == STAMP_RIGHT)
		return;
	stamp_explain(text, sizeof(text), &finding);
	fail(e->job, "%s: %s", otherwise, text);
	job_stop(e->job);
}

static void look_at_erased(struct eraser *e, uint64_t offset)
{
	struct stamp_finding finding;
	enum stamp_fault fault;

	move(e, false, e->buffer, SIZE, offset);
	if (e->buffer[0] == 0 && !memcmp(e->buffer, e->buffer + 1, SIZE - 1)) {
		e->zeroed++;
		return;
	}
	fault = stamps_check(&e->disk.stamps, e->buffer, SIZE, offset, 1, &finding);
	if (fault == STAMP_RIGHT)
		e->kept++;
	else
		e->other++;
	if (e->erase->zeroes) {
		expected(e->job, "%u bytes of zeroes at byte %" PRIu64, SIZE, offset);
		observed(e->job, "%s",
			fault == STAMP_RIGHT ? "what was there before" : "other bytes");
		fail(e->job, "a %s left something else than zeroes", e->erase->name);
		job_stop(e->job);
	}
}

/* One stretch that holds data is erased, which is timed, and looked at. */
static void erase_one(struct eraser *e, uint64_t offset, struct hist *latency)
{
	uint64_t range[2] = {offset, SIZE}, begin;

	write_stretch(e, offset, SIZE);
	begin = clock_ns();
	if (ioctl(e->disk.claim, e->erase->request, range)) {
		fail(e->job, "%s of %u bytes at byte %" PRIu64 ": %s", e->erase->name, SIZE, offset,
			strerror(errno));
		job_stop(e->job);
	}
	hist_add(latency, clock_ns() - begin);
	look_at_erased(e, offset);
	must_be_kept(e, offset - EDGE, "something before the erased range changed");
	must_be_kept(e, offset + SIZE, "something behind the erased range changed");
}

static void report(struct eraser *e, const struct hist *latency)
{
	struct metric m = {.id = e->erase->metric, .hist = latency};

	snprintf(m.conditions, sizeof(m.conditions), "size=%u depth=1 engine=ioctl", SIZE);
	metric(e->job, &m);
	note(e->job,
		"after %s, of %" PRIu64 " stretches %" PRIu64 " read as zeroes, %" PRIu64
		" as before, %" PRIu64 " as something else",
		e->erase->name, latency->count, e->zeroed, e->kept, e->other);
}

void block_erase(struct job *job)
{
	uint64_t duration = (uint64_t)job_setting(job, "block.duration_ms", BLOCK_DURATION_MS) / 2;
	static struct eraser e;
	static struct hist latency;
	uint64_t first, end;

	e = (struct eraser){.job = job, .erase = job->unit->data};
	if (sysfs_int(0, "/sys/block/%s/queue/%s", strrchr(job->device->path, '/') + 1,
		    e.erase->limit) <= 0) {
		absent(job, "the disk offers no %s (queue/%s is 0)", e.erase->name, e.erase->limit);
		return;
	}
	block_open(job, &e.disk, true, AREA + STRIDE);
	e.buffer = must_alloc(job, SIZE);
	first = (e.disk.first + e.disk.length - AREA) / STRIDE * STRIDE;
	write_area(&e, first);
	for (uint64_t at = first; at < first + AREA; at += STRIDE)
		must_be_kept(&e, at, "what was written before anything was erased");
	hist_clear(&latency);
	end = clock_ns() + duration * 1000000u;
	for (uint64_t n = 0; n < STRETCHES || clock_ns() < end; n++)
		erase_one(&e, first + SIZE + n % STRETCHES * STRIDE, &latency);
	write_area(&e, first); /* so that the disk counts as written: see block_open() */
	report(&e, &latency);
}
