/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_disk.h"
#include "bench/bystander.h"
#include "core/ask.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/stamp.h"
#include "core/uring.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MIB	    ((uint64_t)1 << 20)
#define MS	    1000000ull
#define SIZE	    4096u
#define DEPTH	    32u /* at most; setting block.backend_depth */
#define BLOCKS	    1024u
#define STEP	    389u /* odd: a walk by it meets each of 2^n blocks once */
#define ALONE_MS    500
#define BEFORE_MS   300 /* of load, before the back-end dies */
#define AFTER_MS    500 /* of load, once something was answered again */
#define DOWN_MS	    300
#define ANSWER_MS   10000
#define PATIENCE_MS 15000 /* without any completion: what is in flight is lost */

/* Writes without end while the back-end dies; what was asked for and what was confirmed. */
struct crash {
	struct job *job;
	int claim, fd; /* see uring_open() for why there are two */
	struct stamps stamps;
	struct uring uring;
	char *buffers;
	uint64_t next[2]; /* requests made before and after the death */
	unsigned depth, in_flight, failed;
	uint64_t asked[BLOCKS], done[BLOCKS];  /* generations; 0: none */
	uint64_t last_done, longest_gap, stop; /* ns; stop 0: not yet known */
	struct bystander bystander;
	bool watched; /* there is a bystander */
	pthread_t killer;
	struct answer answer;
	int killed;	       /* what the host's answer was */
	_Atomic uint64_t died; /* when; 0: not yet */
};

static uint64_t offset_of(uint64_t block)
{
	return MIB + block * STEP % BLOCKS * SIZE;
}

/* Even ones before the death, odd ones after it: none is written over what may be lost. */
static uint64_t next_block(struct crash *crash)
{
	unsigned after = crash->died != 0;

	return crash->next[after]++ * 2 % BLOCKS + after;
}

static void submit(struct crash *crash, unsigned slot)
{
	char *buffer = crash->buffers + slot * SIZE;
	uint64_t block = next_block(crash), generation = ++crash->asked[block];

	stamps_put(&crash->stamps, buffer, SIZE, offset_of(block), generation);
	uring_write(&crash->uring, buffer, SIZE, offset_of(block),
		(generation * BLOCKS + block) << 8 | slot);
	crash->in_flight++;
}

static void *kill_backend(void *to)
{
	struct crash *crash = to;

	clock_sleep_ns(BEFORE_MS * MS);
	crash->killed = ask_host(crash->job, &crash->answer, ANSWER_MS, "backend-kill",
		"device=%s down_ms=%d", crash->job->device->id, DOWN_MS);
	crash->died = clock_ns();
	if (crash->watched && !crash->killed)
		bystander_when(&crash->bystander, BYSTANDER_DURING);
	return NULL;
}

static void finish(struct crash *crash, const struct io_uring_cqe *cqe)
{
	uint64_t request = cqe->user_data >> 8, now = clock_ns();

	if (cqe->res == (int)SIZE)
		crash->done[request % BLOCKS] = request / BLOCKS;
	else
		crash->failed++;
	if (now - crash->last_done > crash->longest_gap)
		crash->longest_gap = now - crash->last_done;
	crash->last_done = now;
	crash->in_flight--;
	/* The back-end is away for DOWN_MS at least, so this one came after that. */
	if (!crash->stop && crash->died && now > crash->died + DOWN_MS * MS) {
		crash->stop = now + AFTER_MS * MS;
		if (crash->watched)
			bystander_when(&crash->bystander, BYSTANDER_NEITHER);
	}
	if (!crash->stop || now < crash->stop)
		submit(crash, (unsigned)(cqe->user_data & 0xff));
}

static void give_up(struct crash *crash)
{
	expected(crash->job, "every request completes or fails");
	observed(crash->job, "%u of %u in flight did neither within %d s", crash->in_flight,
		crash->depth, PATIENCE_MS / 1000);
	fail(crash->job, "requests in flight when the back-end died are lost");
	job_stop(crash->job);
}

static void load(struct crash *crash)
{
	crash->last_done = clock_ns();
	for (unsigned slot = 0; slot < crash->depth; slot++)
		submit(crash, slot);
	must(crash->job, -pthread_create(&crash->killer, NULL, kill_backend, crash), "a thread");
	while (crash->in_flight) {
		struct __kernel_timespec patience = {.tv_nsec = 100 * MS};
		struct io_uring_cqe *cqe;
		int err = io_uring_submit_and_wait_timeout(
			&crash->uring.ring, &cqe, 1, &patience, NULL);

		must(crash->job, err < 0 && err != -ETIME && err != -EINTR ? err : 0, "io_uring");
		while (!io_uring_peek_cqe(&crash->uring.ring, &cqe)) {
			finish(crash, cqe);
			io_uring_cqe_seen(&crash->uring.ring, cqe);
		}
		if (crash->in_flight && clock_ns() - crash->last_done > PATIENCE_MS * MS)
			give_up(crash);
	}
	pthread_join(crash->killer, NULL);
}

/* A write that was not confirmed may have reached the disk or not. */
static void verify(struct crash *crash)
{
	struct stamp_finding finding;
	char text[200];

	for (uint64_t block = 0; block < BLOCKS; block++) {
		uint64_t offset = offset_of(block);
		ssize_t n = pread(crash->fd, crash->buffers, SIZE, (off_t)offset);
		bool right = !crash->done[block];

		must(crash->job, n == SIZE ? 0 : n < 0 ? -errno : -EIO, "reading back");
		for (uint64_t g = crash->done[block]; !right && g <= crash->asked[block]; g++)
			right = stamps_check(&crash->stamps, crash->buffers, SIZE, offset, g,
					&finding) == STAMP_RIGHT;
		if (right)
			continue;
		stamps_check(
			&crash->stamps, crash->buffers, SIZE, offset, crash->done[block], &finding);
		stamp_explain(text, sizeof(text), &finding);
		expected(crash->job, "every write that was confirmed is on the disk");
		fail(crash->job, "after the back-end's death: %s", text);
		job_stop(crash->job);
	}
}

static void open_disk(struct crash *crash)
{
	struct job *job = crash->job;

	block_claim(job, (uint64_t)BLOCKS * SIZE, &crash->claim, &crash->fd);
	crash->buffers = must_alloc(job, DEPTH * SIZE);
	stamps_init(&crash->stamps, 0);
	stamps_fill(&crash->stamps, crash->buffers, DEPTH * SIZE);
	must(job, uring_open(&crash->uring, DEPTH, crash->fd, crash->buffers, DEPTH * SIZE, false),
		"io_uring");
}

static void report_bystander(const struct crash *crash)
{
	static const char *const when[] = {"alone", "during"};
	const struct hist *latency = crash->bystander.latency;
	char conditions[120];

	for (int i = 0; i < 2; i++) {
		snprintf(conditions, sizeof(conditions), "disk=%s when=%s",
			crash->bystander.device.id, when[i]);
		metric_hist(crash->job, "block.backend-restart.others", conditions, &latency[i]);
	}
	snprintf(conditions, sizeof(conditions), "disk=%s", crash->bystander.device.id);
	if (latency[BYSTANDER_ALONE].count >= 100 && latency[BYSTANDER_DURING].count >= 100)
		metric_value(crash->job, "block.backend-restart.others_p99_ratio", conditions,
			hist_percentile(&latency[BYSTANDER_DURING], 99) /
				hist_percentile(&latency[BYSTANDER_ALONE], 99));
}

static void run(struct job *job)
{
	static struct crash crash;
	char conditions[64];

	crash.job = job;
	crash.depth = (unsigned)job_setting(job, "block.backend_depth", DEPTH);
	must(job, crash.depth && crash.depth <= DEPTH ? 0 : -EINVAL, "block.backend_depth");
	open_disk(&crash);
	crash.watched = bystander_start(job, &crash.bystander);
	if (crash.watched) {
		clock_sleep_ns(ALONE_MS * MS);
		bystander_when(&crash.bystander, BYSTANDER_NEITHER);
	}
	load(&crash);
	if (crash.watched)
		bystander_stop(&crash.bystander);
	if (crash.killed) {
		skipped(job, "%s", crash.answer.text);
		return;
	}
	if (crash.watched && crash.bystander.error)
		fail(job, "%s could not be read meanwhile: %s", crash.bystander.device.id,
			strerror(-crash.bystander.error));
	verify(&crash);
	snprintf(conditions, sizeof(conditions), "down_ms=%d depth=%u", DOWN_MS, crash.depth);
	metric_value(
		job, "block.backend-restart.outage", conditions, (double)crash.longest_gap / 1e6);
	metric_value(job, "block.backend-restart.failed", conditions, crash.failed);
	if (crash.watched)
		report_bystander(&crash);
	pass(job);
}

static const struct metric_desc metrics[] = {
	{"block.backend-restart.outage", "ms", BETTER_LOWER,
		"how long a disk answers nothing when its back-end dies and is started again"},
	{"block.backend-restart.failed", "count", BETTER_LOWER,
		"requests in flight at the back-end's death that failed"},
	{"block.backend-restart.others", "ns", BETTER_LOWER,
		"reads of another disk, alone and while that back-end is away"},
	{"block.backend-restart.others_p99_ratio", "ratio", BETTER_LOWER,
		"the 99th percentile of another disk's reads meanwhile to that alone"},
	{0},
};

CHECK(block_backend_restart) = {
	.id = "block.backend-restart",
	.title = "A disk works on when its back-end dies and is started again: no request and no "
		 "confirmed write is lost",
	.source = "Project Stratos: split back-ends; QEMU docs/interop/vhost-user, Reconnection",
	.prose = "vhost-user: a back-end that comes back goes on where the rings are",
	.each = &block_devices,
	.flags = UNIT_WRITES | UNIT_HOST | UNIT_SLOW,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
