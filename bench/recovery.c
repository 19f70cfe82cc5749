/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_disk.h"
#include "bench/services.h"
#include "core/ask.h"
#include "core/clock.h"
#include "core/must.h"
#include "core/stamp.h"
#include "virtio/inventory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MS	  UINT64_C(1000000)
#define SIZE	  4096u
#define START	  ((off_t)1 << 20)
#define WRITES	  64u
#define FLUSHED	  32u
#define RUN	  0x7265636f76657279ull /* the same in the guest before and after */
#define ANSWER_MS 10000
#define REST_MS	  30000 /* for the host to do what it said */
#define RETRY_MS  20	/* between reads of a disk that gives errors */
#define SETTLE_MS 200	/* once it answers: what others miss meanwhile shows a little later */

/*
 * The guest's half of boot --recovery. The first guest writes, tells the host what is
 * confirmed and what is flushed, and is disturbed as the host says, while it plays music and
 * shows a picture; the guest that comes after (or the same one, where only a back-end died)
 * says what of it is lost. How long those that died with their guest were silent, the host
 * tells.
 */
struct recovery {
	struct job *job;
	int claim, fd;
	char *buffer;
	struct stamps stamps;
	struct services services;
};

static void open_disk(struct recovery *recovery, struct job *job)
{
	recovery->job = job;
	block_claim(job, (uint64_t)WRITES * SIZE, &recovery->claim, &recovery->fd);
	recovery->buffer = must_alloc(job, SIZE);
	stamps_init(&recovery->stamps, RUN);
	stamps_fill(&recovery->stamps, recovery->buffer, SIZE);
}

static void write_blocks(struct recovery *recovery)
{
	for (unsigned i = 0; i < WRITES; i++) {
		off_t offset = START + (off_t)i * SIZE;
		ssize_t n;

		stamps_put(&recovery->stamps, recovery->buffer, SIZE, (uint64_t)offset, 1);
		n = pwrite(recovery->fd, recovery->buffer, SIZE, offset);
		must(recovery->job, n == SIZE ? 0 : n < 0 ? -errno : -EIO, "writing");
		if (i + 1 == FLUSHED)
			must(recovery->job, fdatasync(recovery->fd) ? -errno : 0, "flushing");
	}
}

static unsigned count_lost(struct recovery *recovery, unsigned from, unsigned to)
{
	struct stamp_finding finding;
	unsigned lost = 0;

	for (unsigned i = from; i < to; i++) {
		off_t offset = START + (off_t)i * SIZE;
		ssize_t n = pread(recovery->fd, recovery->buffer, SIZE, offset);

		must(recovery->job, n == SIZE ? 0 : n < 0 ? -errno : -EIO, "reading");
		lost += stamps_check(&recovery->stamps, recovery->buffer, SIZE, (uint64_t)offset, 1,
				&finding) != STAMP_RIGHT;
	}
	return lost;
}

static void report_lost(struct recovery *recovery)
{
	unsigned flushed = count_lost(recovery, 0, FLUSHED);
	unsigned confirmed = flushed + count_lost(recovery, FLUSHED, WRITES);

	metric_value(recovery->job, "recovery.guest.lost_flushed", "", flushed);
	metric_value(recovery->job, "recovery.guest.lost_writes", "", confirmed);
	if (flushed) {
		expected(recovery->job, "%u blocks, flushed before the disturbance", FLUSHED);
		observed(recovery->job, "%u of them are lost", flushed);
		fail(recovery->job, "flushed blocks are lost");
	}
	pass(recovery->job);
}

/* sysrq(4): 'c' panics, 'b' resets at once. */
static void sysrq(struct job *job, const char *key)
{
	int fd = must_open(job, "/proc/sysrq-trigger", O_WRONLY);

	must(job, write(fd, key, 1) < 0 ? -errno : 0, "sysrq");
}

static void report_service(
	struct job *job, const struct service *service, const char *silent, const char *lost)
{
	if (!service->runs)
		return;
	metric_value(job, silent, "", (double)service->longest_ns / 1e6);
	metric_value(job, lost, "", service_lost(service));
}

/* Reads until it is answered: as long as its back-end is away, requests wait or fail. */
static void outlive_backend(struct recovery *recovery)
{
	struct job *job = recovery->job;
	uint64_t start = clock_ns(), deadline = start + REST_MS * MS;
	unsigned failed = 0;

	while (pread(recovery->fd, recovery->buffer, SIZE, START) < 0) {
		failed++;
		must(job, clock_ns() < deadline ? 0 : -errno, "reading");
		clock_sleep_ns(RETRY_MS * MS);
	}
	metric_value(job, "recovery.guest.block_answers", "", (double)(clock_ns() - start) / 1e6);
	metric_value(job, "recovery.guest.failed_reads", "", failed);
	clock_sleep_ns(SETTLE_MS * MS);
	services_stop(&recovery->services);
	report_service(job, &recovery->services.music, "recovery.guest.audio_silent",
		"recovery.guest.lost_periods");
	report_service(job, &recovery->services.picture, "recovery.guest.video_still",
		"recovery.guest.lost_frames");
	report_lost(recovery);
}

static void disturb(struct recovery *recovery)
{
	struct job *job = recovery->job;
	struct answer answer;

	write_blocks(recovery);
	services_start(&recovery->services);
	services_watch(&recovery->services);
	must(job,
		ask_host(job, &answer, ANSWER_MS, "recovery-disturb", "device=%s", job->device->id),
		"recovery-disturb");
	if (!strcmp(answer.text, "back-end")) {
		outlive_backend(recovery);
		return;
	}
	if (!strcmp(answer.text, "panic"))
		sysrq(job, "c");
	else if (!strcmp(answer.text, "reset"))
		sysrq(job, "b");
	else if (strcmp(answer.text, "hypervisor") != 0) {
		skipped(job, "%s", answer.text);
		return;
	}
	clock_sleep_ns(REST_MS * MS);
	inconclusive(job, "the guest still lives after: %s", answer.text);
}

static void run(struct job *job)
{
	struct recovery recovery;
	struct answer answer;

	if (ask_host(job, &answer, ANSWER_MS, "recovery-phase", "device=%s", job->device->id)) {
		skipped(job, "only boot --recovery asks for this: %s", answer.text);
		return;
	}
	if (!strcmp(answer.text, "other")) {
		absent(job, "another disk is the one that is written to");
		return;
	}
	open_disk(&recovery, job);
	if (!strcmp(answer.text, "after"))
		report_lost(&recovery);
	else
		disturb(&recovery);
}

static const struct metric_desc metrics[] = {
	{"recovery.guest.block_answers", "ms", BETTER_LOWER,
		"from a back-end's death to the answer of its disk"},
	{"recovery.guest.failed_reads", "count", BETTER_LOWER,
		"reads of that disk that failed meanwhile"},
	{"recovery.guest.audio_silent", "ms", BETTER_LOWER,
		"the longest time without an audio period meanwhile"},
	{"recovery.guest.lost_periods", "count", BETTER_LOWER,
		"audio periods of 10 ms that were missed in that time"},
	{"recovery.guest.video_still", "ms", BETTER_LOWER,
		"the longest time without a new frame meanwhile"},
	{"recovery.guest.lost_frames", "count", BETTER_LOWER,
		"frames, of 60 a second, that were missed in that time"},
	{"recovery.guest.lost_writes", "count", BETTER_LOWER,
		"confirmed writes that are not there after the disturbance"},
	{"recovery.guest.lost_flushed", "count", BETTER_LOWER, "flushed ones among them"},
	{0},
};

BENCH(recovery) = {
	.id = "recovery.disturbance",
	.title = "What is lost when a guest, its hypervisor or a back-end dies",
	.source = "Project Stratos: fast recovery; boot --recovery",
	.each = &block_devices,
	.flags = UNIT_SLOW | UNIT_WRITES | UNIT_HOST,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
