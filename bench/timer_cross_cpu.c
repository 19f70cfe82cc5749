/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fifo.h"
#include "core/clock.h"
#include "core/cpulist.h"
#include "core/must.h"

#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PAIRS_MAX 8
#define PAUSE_NS  200000u /* before a wake-up, so that its sleeper is asleep and its CPU idle */
#define DROPPED	  10u

/* Two threads that wake each other in turns. */
struct pair {
	atomic_uint turn; /* 0 or 1: whose; the futex both sleep on */
	atomic_bool over;
	uint64_t woken_at; /* written before `turn` is passed on */
	uint64_t end;
	pthread_barrier_t ready;
	struct side {
		struct pair *pair;
		unsigned index, cpu;
		const char *policy;  /* NULL: could not be bound to its CPU */
		struct hist latency; /* of being woken */
		uint64_t early;	     /* woken before the waker's clock said so */
	} sides[2];
};

static long futex(atomic_uint *word, int op, unsigned value)
{
	return syscall(SYS_futex, word, op | FUTEX_PRIVATE_FLAG, value, NULL, NULL, 0);
}

static void pass_turn(struct pair *pair, unsigned to)
{
	pair->woken_at = clock_ns();
	atomic_store(&pair->turn, to);
	futex(&pair->turn, FUTEX_WAKE, 1);
}

/* True if it slept; a turn that came before it could sleep tells nothing about waking. */
static bool wait_turn(struct pair *pair, unsigned mine)
{
	bool slept = false;

	while (atomic_load(&pair->turn) != mine)
		slept = futex(&pair->turn, FUTEX_WAIT, 1 - mine) == 0;
	return slept;
}

static void *side_main(void *arg)
{
	struct side *side = arg;
	struct pair *pair = side->pair;

	hist_clear(&side->latency);
	if (!cpulist_pin(side->cpu))
		side->policy = fifo_enter();
	pthread_barrier_wait(&pair->ready);
	for (unsigned n = 0;; n++) {
		bool slept = wait_turn(pair, side->index);
		uint64_t now = clock_ns();

		if (atomic_load(&pair->over))
			break;
		if (now < pair->woken_at)
			side->early++;
		else if (slept && n >= DROPPED)
			hist_add(&side->latency, now - pair->woken_at);
		atomic_store(&pair->over, now >= pair->end);
		clock_sleep_ns(PAUSE_NS);
		pass_turn(pair, 1 - side->index);
		if (atomic_load(&pair->over))
			break;
	}
	return NULL;
}

static void report(struct job *job, const struct side *woken, const struct side *waker)
{
	struct metric m = {.id = "timer.cross-cpu.latency", .hist = &woken->latency};

	if (!woken->policy || !waker->policy) {
		inconclusive(
			job, "no threads can be bound to CPUs %u and %u", waker->cpu, woken->cpu);
		return;
	}
	if (woken->early)
		inconclusive(job, "the clock of CPU %u was behind that of CPU %u %llu times",
			woken->cpu, waker->cpu, (unsigned long long)woken->early);
	snprintf(m.conditions, sizeof(m.conditions), "from=%u to=%u policy=%s", waker->cpu,
		woken->cpu, woken->policy);
	metric(job, &m);
}

static void measure(struct job *job, unsigned first, unsigned second, uint64_t duration_ns)
{
	struct pair *pair = must_alloc(job, sizeof(*pair));
	pthread_t threads[2];

	pthread_barrier_init(&pair->ready, NULL, 2);
	pair->end = clock_ns() + duration_ns;
	for (unsigned i = 0; i < 2; i++) {
		pair->sides[i].pair = pair;
		pair->sides[i].index = i;
		pair->sides[i].cpu = i ? second : first;
		must(job, -pthread_create(&threads[i], NULL, side_main, &pair->sides[i]),
			"pthread_create");
	}
	for (unsigned i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	report(job, &pair->sides[1], &pair->sides[0]);
	report(job, &pair->sides[0], &pair->sides[1]);
}

static void run(struct job *job)
{
	uint64_t duration_ns = (uint64_t)job_setting(job, "timer.duration_ms", 1000) * 1000000u;
	unsigned cpus[PAIRS_MAX + 1];
	size_t count = cpulist_read("online", cpus, PAIRS_MAX + 1);

	if (count < 2) {
		absent(job, "one CPU: there is no other to wake");
		return;
	}
	if (count > PAIRS_MAX + 1)
		count = PAIRS_MAX + 1;
	for (size_t i = 1; i < count; i++)
		measure(job, cpus[0], cpus[i], duration_ns / (count - 1));
}

static const struct metric_desc metrics[] = {
	{"timer.cross-cpu.latency", "ns", BETTER_LOWER,
		"from just before a thread is woken by another CPU until it runs"},
	{0},
};

BENCH(timer_cross_cpu) = {
	.id = "timer.cross-cpu",
	.title = "How long it takes one CPU to wake a thread that sleeps on another, idle one",
	.source = "futex(2), FUTEX_WAIT and FUTEX_WAKE; an inter-processor interrupt underneath",
	.metrics = metrics,
	.run = run,
};
