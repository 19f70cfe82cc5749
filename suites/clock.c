/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/cpulist.h"
#include "core/job.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>

#define MS	    1000000ull
#define MOMENT	    (100 * MS) /* on each CPU */
#define TOGETHER    (300 * MS)
#define THREADS_MAX 64

/* ---- one CPU after the other: no reading below the one before ---- */

static void watch_one(struct job *job, unsigned cpu)
{
	uint64_t start = clock_ns(), last = start, worst = 0, reads = 0;

	while (last - start < MOMENT) {
		uint64_t now = clock_ns();

		if (now < last && last - now > worst)
			worst = last - now;
		last = now > last ? now : last;
		reads++;
	}
	expected(job, "no reading below the one before");
	observed(job, "CPU %u: back by %" PRIu64 " ns, %" PRIu64 " readings", cpu, worst, reads);
	if (worst)
		fail(job, "CLOCK_MONOTONIC went back by %" PRIu64 " ns on CPU %u", worst, cpu);
	else
		pass(job);
}

static void run_one_cpu(struct job *job)
{
	unsigned cpus[CPULIST_MAX];
	size_t count = cpulist_read("online", cpus, CPULIST_MAX);

	for (size_t i = 0; i < count && i < CPULIST_MAX; i++)
		if (cpulist_pin(cpus[i]) == 0)
			watch_one(job, cpus[i]);
	if (!count)
		skipped(job, "the kernel does not tell which CPUs are online");
}

/* ---- all CPUs at once ---- */

/*
 * Each thread reads the clock only after it has seen what another had read and published:
 * that reading came before, so it must not be greater. Comparing readings that nothing
 * orders would prove nothing.
 */
struct meeting {
	atomic_uint_fast64_t latest; /* the greatest published reading */
	atomic_uint_fast64_t end;
	atomic_uint waiting;
	unsigned threads;
};

struct witness {
	struct meeting *meeting;
	unsigned cpu;
	int pinned;
	uint64_t worst, reads;
	pthread_t thread;
};

static void publish(struct meeting *meeting, uint64_t seen, uint64_t now)
{
	while (seen < now && !atomic_compare_exchange_weak_explicit(&meeting->latest, &seen, now,
				     memory_order_acq_rel, memory_order_acquire))
		;
}

static void *be_witness(void *arg)
{
	struct witness *witness = arg;
	struct meeting *meeting = witness->meeting;

	witness->pinned = cpulist_pin(witness->cpu);
	if (atomic_fetch_add(&meeting->waiting, 1) + 1 == meeting->threads)
		atomic_store(&meeting->end, clock_ns() + TOGETHER);
	while (!atomic_load(&meeting->end))
		;
	for (;;) {
		uint64_t seen = atomic_load_explicit(&meeting->latest, memory_order_acquire);
		uint64_t now = clock_ns();

		if (now < seen && seen - now > witness->worst)
			witness->worst = seen - now;
		publish(meeting, seen, now);
		witness->reads++;
		if (now >= atomic_load(&meeting->end))
			return NULL;
	}
}

static void judge(struct job *job, const struct witness *witnesses, size_t count)
{
	const struct witness *worst = &witnesses[0];
	uint64_t reads = 0;

	for (size_t i = 0; i < count; i++) {
		if (witnesses[i].worst > worst->worst)
			worst = &witnesses[i];
		reads += witnesses[i].reads;
		if (witnesses[i].pinned)
			inconclusive(job, "no thread could be bound to CPU %u", witnesses[i].cpu);
	}
	expected(job, "no reading below one that was taken before it on another CPU");
	observed(job, "at most %" PRIu64 " ns below, %zu CPUs, %" PRIu64 " readings", worst->worst,
		count, reads);
	if (worst->worst)
		fail(job, "CPU %u read a time %" PRIu64 " ns before one read earlier elsewhere",
			worst->cpu, worst->worst);
	else
		pass(job);
}

static void run_across(struct job *job)
{
	static struct witness witnesses[THREADS_MAX];
	static struct meeting meeting;
	unsigned cpus[CPULIST_MAX];
	size_t count = cpulist_read("online", cpus, CPULIST_MAX);

	if (count < 2) {
		absent(job, "there is only one CPU");
		return;
	}
	if (count > THREADS_MAX)
		count = THREADS_MAX;
	meeting.threads = (unsigned)count;
	for (size_t i = 0; i < count; i++) {
		witnesses[i] = (struct witness){.meeting = &meeting, .cpu = cpus[i]};
		if (pthread_create(&witnesses[i].thread, NULL, be_witness, &witnesses[i])) {
			say(job, VERDICT_ERROR, "no thread for CPU %u", cpus[i]);
			job_stop(job);
		}
	}
	for (size_t i = 0; i < count; i++)
		pthread_join(witnesses[i].thread, NULL);
	judge(job, witnesses, count);
}

CHECK(clock_one_cpu) = {
	.id = "clock.monotonic",
	.title = "CLOCK_MONOTONIC never goes back on any CPU",
	.source = "clock_gettime(2); POSIX.1-2017 XSH clock_getres",
	.timeout_ms = 60000, /* 100 ms for each of 512 CPUs */
	.run = run_one_cpu,
};

CHECK(clock_across_cpus) = {
	.id = "clock.monotonic-across-cpus",
	.title = "A time read on one CPU is never below one that was read before on another",
	.source = "clock_gettime(2); POSIX.1-2017 XSH clock_getres",
	.needs = NEEDS(&check_clock_one_cpu),
	.run = run_across,
};
