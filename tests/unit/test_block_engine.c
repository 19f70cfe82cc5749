/* SPDX-License-Identifier: Apache-2.0 */
/* The engine on a file: what is no disk's business must work there alike. */
#include "bench/block_engine.h"
#include "bench/block_fill.h"
#include "bench/block_verify.h"
#include "bench/block_worker.h"

#include <criterion/criterion.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MIB 1048576u

static struct block_disk disk = {.first = MIB, .length = 4 * MIB};
static struct block_outcome outcome;
static struct message msg;
static struct job job;

static void setup(void)
{
	char path[] = "/tmp/sc-block-XXXXXX";

	disk.fd = mkstemp(path);
	cr_assert_geq(disk.fd, 0);
	unlink(path);
	cr_assert_eq(ftruncate(disk.fd, 5 * MIB), 0);
	stamps_init(&disk.stamps, 0);
}

TestSuite(block_engine, .init = setup);

static struct block_load load_of(const char *pattern, unsigned queues)
{
	const struct block_pattern *p = block_pattern(pattern);

	cr_assert_not_null(p);
	return (struct block_load){.pattern = p,
		.write_percent = p->write_percent,
		.size = 4096,
		.depth = 8,
		.queues = queues,
		.warmup_ns = 5000000,
		.duration_ns = 20000000};
}

static int run(const struct block_load *load)
{
	int err = block_run(&job, &disk, load, &outcome, &msg);

	if (err == -ENOSYS)
		cr_skip_test("no io_uring here: %s", msg.text);
	return err;
}

static void runs_well(const char *pattern, unsigned queues, bool reads, bool writes)
{
	struct block_load load = load_of(pattern, queues);

	cr_assert_eq(run(&load), 0, "%s: %s", pattern, msg.text);
	cr_assert_eq(outcome.latency[BLOCK_READ].count > 0, reads, "%s", pattern);
	cr_assert_eq(outcome.latency[BLOCK_WRITE].count > 0, writes, "%s", pattern);
	cr_assert_eq(outcome.verified > 0, writes, "%s", pattern);
	cr_assert_gt(strlen(outcome.modes), 0);
	cr_assert_gt(outcome.cpu_ns, 0);
}

Test(block_engine, every_pattern_runs_and_what_it_wrote_is_read_back)
{
	runs_well("read", 1, true, false);
	runs_well("randread", 1, true, false);
	runs_well("write", 1, false, true);
	runs_well("randwrite", 1, false, true);
	runs_well("rw", 1, true, true);
	runs_well("randrw", 1, true, true);
}

Test(block_engine, psync_needs_no_ring_and_has_one_request_in_flight)
{
	struct block_load load = load_of("randrw", 2);

	load.engine = BLOCK_PSYNC;
	cr_assert_eq(block_run(&job, &disk, &load, &outcome, &msg), -EINVAL);
	cr_assert_not_null(strstr(msg.text, "engine=psync depth=8"), "%s", msg.text);
	msg.text[0] = '\0';
	load.depth = 1;
	cr_assert_eq(block_run(&job, &disk, &load, &outcome, &msg), 0, "%s", msg.text);
	cr_assert(outcome.latency[BLOCK_READ].count && outcome.latency[BLOCK_WRITE].count);
	cr_assert_gt(outcome.verified, 0);
	cr_assert_gt(outcome.cpu_ns, 0);
	cr_assert_str_empty(outcome.modes);
	cr_assert_eq(ftruncate(disk.fd, 2 * MIB), 0);
	load = load_of("read", 1);
	load.engine = BLOCK_PSYNC;
	load.depth = 1;
	cr_assert_eq(block_run(&job, &disk, &load, &outcome, &msg), -EIO);
	cr_assert_not_null(strstr(msg.text, "at byte 2097152"), "%s", msg.text);
}

Test(block_engine, several_queues_do_not_write_over_each_other)
{
	runs_well("randwrite", 3, false, true);
}

Test(block_engine, the_first_mib_and_what_follows_the_part_used_stay_as_they_are)
{
	static char before[MIB], after[MIB];
	struct block_load load = load_of("randwrite", 1);

	memset(before, 0x42, sizeof(before));
	disk.length = 3 * MIB;
	cr_assert_eq(pwrite(disk.fd, before, MIB, 0), MIB);
	cr_assert_eq(pwrite(disk.fd, before, MIB, 4 * MIB), MIB);
	cr_assert_eq(run(&load), 0, "%s", msg.text);
	cr_assert_eq(pread(disk.fd, after, MIB, 0), MIB);
	cr_assert_eq(memcmp(before, after, MIB), 0);
	cr_assert_eq(pread(disk.fd, after, MIB, 4 * MIB), MIB);
	cr_assert_eq(memcmp(before, after, MIB), 0);
}

Test(block_engine, an_error_names_the_place)
{
	struct block_load load = load_of("read", 1);

	cr_assert_eq(ftruncate(disk.fd, 2 * MIB), 0);
	cr_assert_eq(run(&load), -EIO);
	cr_assert_not_null(strstr(msg.text, "at byte 2097152"), "%s", msg.text);
}

Test(block_engine, impossible_loads_are_refused_by_name)
{
	struct block_load load = load_of("read", 1);

	load.size = 1000;
	cr_assert_eq(run(&load), -EINVAL);
	cr_assert_not_null(strstr(msg.text, "size=1000"), "%s", msg.text);
	load = load_of("read", 65);
	cr_assert_eq(run(&load), -EINVAL);
	load = load_of("read", 1);
	load.depth = 0;
	cr_assert_eq(run(&load), -EINVAL);
	load = load_of("read", 1);
	load.duration_ns = 0;
	cr_assert_eq(run(&load), -EINVAL);
	load = load_of("randrw", 1);
	load.write_percent = 101;
	cr_assert_eq(run(&load), -EINVAL);
	load = load_of("read", 64);
	load.depth = 32;
	cr_assert_eq(run(&load), -ENOSPC);
	cr_assert_null(block_pattern("sideways"));
}

/* A worker that has written `count` blocks of a walk over 16, by hand. */
static void write_by_hand(struct block_worker *w, unsigned count)
{
	static _Alignas(8) char block[4096];
	static struct block_crew crew;
	static struct block_load load;

	load = load_of("randwrite", 1);
	crew.disk = &disk;
	crew.load = &load;
	w->crew = &crew;
	w->first = disk.first;
	w->buffers = block;
	walk_init(&w->walk[BLOCK_WRITE], 16, true, 99);
	for (unsigned i = 0; i < count; i++) {
		uint64_t pass = w->walk[BLOCK_WRITE].pass;
		uint64_t offset = disk.first + walk_next(&w->walk[BLOCK_WRITE]) * sizeof(block);

		stamps_fill(&disk.stamps, block, sizeof(block));
		stamps_put(&disk.stamps, block, sizeof(block), offset, pass);
		cr_assert_eq(pwrite(disk.fd, block, sizeof(block), (off_t)offset), sizeof(block));
	}
}

Test(block_engine, reading_back_knows_each_blocks_generation)
{
	struct block_worker w = {0};

	write_by_hand(&w, 5);
	cr_assert_eq(block_verify(&w, 1000, &msg), 5, "%s", msg.text);
	write_by_hand(&w, 16 + 7);
	cr_assert_eq(block_verify(&w, 1000, &msg), 16, "%s", msg.text);
	cr_assert_eq(block_verify(&w, 4, &msg), 4, "%s", msg.text);
}

Test(block_engine, a_write_that_was_lost_in_the_second_pass_is_stale)
{
	struct block_worker w = {0};
	char old[4096];
	uint64_t offset;

	write_by_hand(&w, 16);
	offset = disk.first + walk_at(&w.walk[BLOCK_WRITE], 3) * sizeof(old);
	cr_assert_eq(pread(disk.fd, old, sizeof(old), (off_t)offset), sizeof(old));
	write_by_hand(&w, 32);
	cr_assert_eq(pwrite(disk.fd, old, sizeof(old), (off_t)offset), sizeof(old));
	cr_assert_eq(block_verify(&w, 1000, &msg), -EILSEQ);
	cr_assert_not_null(strstr(msg.text, "stale: generation 1 instead of 2"), "%s", msg.text);
}

Test(block_engine, what_was_written_once_is_known_from_its_begin)
{
	char zeroes[4096] = "";

	cr_assert_eq(block_written(&job, &disk), 0);
	block_fill(&job, &disk, 0, MIB);
	cr_assert(disk.written);
	cr_assert_eq(disk.length, 4 * MIB);
	cr_assert_eq(block_written(&job, &disk), 4 * MIB);
	for (uint64_t at = 3 * MIB; at < 4 * MIB; at += sizeof(zeroes))
		cr_assert_eq(pwrite(disk.fd, zeroes, sizeof(zeroes), (off_t)(disk.first + at)),
			sizeof(zeroes));
	cr_assert(block_written(&job, &disk) > 2 * MIB && block_written(&job, &disk) <= 3 * MIB);
	block_fill(&job, &disk, block_written(&job, &disk), MIB);
	cr_assert_eq(block_written(&job, &disk), 4 * MIB);
}
