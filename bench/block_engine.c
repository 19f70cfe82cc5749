/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_engine.h"

#include "bench/block_verify.h"
#include "bench/block_worker.h"
#include "core/must.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sysinfo.h>

#define MIB	       ((uint64_t)1 << 20)
#define VERIFIED_MOST  1024u /* blocks, */
#define VERIFIED_BYTES (16 * MIB)
#define QUEUES_MOST    64u
#define DEPTH_MOST     1024u
#define SIZE_MOST      (8u << 20)
#define DURATION_LEAST 1000000u
#define DURATION_MOST  3600000000000u

static const struct block_pattern patterns[] = {
	{"read", false, 0},
	{"write", false, 100},
	{"rw", false, 30},
	{"randread", true, 0},
	{"randwrite", true, 100},
	{"randrw", true, 30},
};

const struct block_pattern *block_pattern(const char *name)
{
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		if (!strcmp(patterns[i].name, name))
			return &patterns[i];
	return NULL;
}

const char *block_engine_name(enum block_engine engine)
{
	return engine == BLOCK_PSYNC ? "psync" : "io_uring";
}

/* The part of the disk that is the worker's own, so that writers never meet. */
static void assign(struct job *job, struct block_crew *crew, struct block_worker *w, unsigned index)
{
	const struct block_load *load = crew->load;
	uint64_t blocks = crew->disk->length / load->size / crew->workers;

	w->crew = crew;
	w->cpu = crew->workers > 1 ? (int)(index % (unsigned)get_nprocs()) : -1;
	w->first = crew->disk->first + index * blocks * load->size;
	w->dice = crew->disk->stamps.run + index;
	w->dice += !w->dice; /* a xorshift generator never leaves 0 */
	w->buffers_size = (size_t)BLOCK_OPS * load->depth * load->size;
	w->buffers = must_alloc(job, w->buffers_size);
	w->requests = must_alloc(job, load->depth * sizeof(*w->requests));
	w->fresh = must_alloc(job, load->depth * sizeof(*w->fresh));
	stamps_fill(&crew->disk->stamps, w->buffers, w->buffers_size);
	for (int op = 0; op < BLOCK_OPS; op++) {
		hist_clear(&w->latency[op]);
		walk_init(&w->walk[op], blocks, load->pattern->random,
			w->dice + (unsigned)op * 0x9e3779b97f4a7c15u);
	}
}

static void release(const struct block_load *load, struct block_worker *w)
{
	munmap(w->buffers, w->buffers_size);
	munmap(w->requests, load->depth * sizeof(*w->requests));
	munmap(w->fresh, load->depth * sizeof(*w->fresh));
}

static void crew_run(struct job *job, struct block_crew *crew, struct block_worker *workers)
{
	pthread_t threads[QUEUES_MOST];

	pthread_barrier_init(&crew->ready, NULL, crew->workers);
	for (unsigned i = 1; i < crew->workers; i++)
		must(job, -pthread_create(&threads[i], NULL, block_worker_main, &workers[i]),
			"pthread_create");
	block_worker_main(&workers[0]);
	for (unsigned i = 1; i < crew->workers; i++)
		pthread_join(threads[i], NULL);
	pthread_barrier_destroy(&crew->ready);
}

static int first_error(
	const struct block_crew *crew, const struct block_worker *workers, struct message *msg)
{
	for (const struct block_worker *w = workers; w < workers + crew->workers; w++) {
		if (w->err && !w->warmup_began)
			return message_set(
				msg, -ENOSYS, "no io_uring in this guest: %s", strerror(-w->err));
		if (w->err)
			return message_set(msg, w->err, "I/O error at byte %" PRIu64 ": %s",
				w->err_offset, strerror(-w->err));
	}
	return 0;
}

static void add_worker(struct block_outcome *outcome, const struct block_worker *w)
{
	double seconds = (double)(w->measured_to - w->measured_from) / 1e9;
	uint64_t warmup_ns = w->measured_from - w->warmup_began;

	for (int op = 0; op < BLOCK_OPS; op++) {
		hist_merge(&outcome->latency[op], &w->latency[op]);
		if (outcome->heat[op].slice_ns)
			heat_merge(&outcome->heat[op], &w->heat[op]);
		else
			outcome->heat[op] = w->heat[op];
		outcome->per_second[op] += (double)w->latency[op].count / seconds;
	}
	outcome->backwards += w->backwards;
	outcome->cpu_ns += (double)(w->cpu_to - w->cpu_from);
	if (warmup_ns > outcome->warmup_ns)
		outcome->warmup_ns = warmup_ns;
}

static int add_up(struct block_crew *crew, const struct block_worker *workers,
	struct block_outcome *outcome, struct message *msg)
{
	uint64_t requests, most = VERIFIED_BYTES / crew->load->size;
	int err = first_error(crew, workers, msg);

	most = (most < VERIFIED_MOST ? most : VERIFIED_MOST) / crew->workers;
	for (unsigned i = 0; !err && i < crew->workers; i++) {
		int64_t verified = block_verify(&workers[i], most, msg);

		add_worker(outcome, &workers[i]);
		if (verified < 0)
			err = (int)verified;
		else
			outcome->verified += (uint64_t)verified;
	}
	requests = outcome->latency[BLOCK_READ].count + outcome->latency[BLOCK_WRITE].count;
	outcome->cpu_ns = requests ? outcome->cpu_ns / (double)requests : 0;
	outcome->steady = atomic_load(&crew->steady) == crew->workers;
	memcpy(outcome->modes, workers->uring.modes, sizeof(outcome->modes));
	return err;
}

static int check_load(
	const struct block_disk *disk, const struct block_load *load, struct message *msg)
{
	if (load->queues < 1 || load->queues > QUEUES_MOST || load->depth < 1 ||
		load->depth > DEPTH_MOST)
		return message_set(msg, -EINVAL,
			"queues=%u depth=%u: 1 to %u queues of 1 to %u requests are possible",
			load->queues, load->depth, QUEUES_MOST, DEPTH_MOST);
	if (load->engine == BLOCK_PSYNC && (load->depth > 1 || load->polled))
		return message_set(msg, -EINVAL,
			"engine=psync depth=%u%s: it has one request in flight in each of its "
			"queues, and does not poll",
			load->depth, load->polled ? " polled=1" : "");
	if (load->size % STAMP_SECTOR || load->size < STAMP_SECTOR || load->size > SIZE_MOST)
		return message_set(msg, -EINVAL,
			"size=%u: expected a multiple of %u and at most %u bytes", load->size,
			STAMP_SECTOR, SIZE_MOST);
	if (load->write_percent > 100)
		return message_set(
			msg, -EINVAL, "write_percent=%u: expected 0 to 100", load->write_percent);
	if (load->duration_ns < DURATION_LEAST || load->duration_ns > DURATION_MOST)
		return message_set(msg, -EINVAL,
			"a duration of %" PRIu64 " ns: expected 1 ms to 1 hour", load->duration_ns);
	if (disk->length / load->size / load->queues < load->depth)
		return message_set(msg, -ENOSPC,
			"the disk is too small: %u queues of %u requests of %u bytes do not fit "
			"into %" PRIu64 " bytes",
			load->queues, load->depth, load->size, disk->length);
	return 0;
}

int block_run(struct job *job, const struct block_disk *disk, const struct block_load *load,
	struct block_outcome *outcome, struct message *msg)
{
	static struct block_worker workers[QUEUES_MOST];
	struct block_crew crew = {.disk = disk, .load = load, .workers = load->queues};
	int err;

	memset(outcome, 0, sizeof(*outcome));
	for (int op = 0; op < BLOCK_OPS; op++)
		hist_clear(&outcome->latency[op]);
	err = check_load(disk, load, msg);
	if (err)
		return err;
	memset(workers, 0, load->queues * sizeof(*workers));
	for (unsigned i = 0; i < load->queues; i++)
		assign(job, &crew, &workers[i], i);
	crew_run(job, &crew, workers);
	err = add_up(&crew, workers, outcome, msg);
	for (unsigned i = 0; i < load->queues; i++)
		release(load, &workers[i]);
	return err;
}
