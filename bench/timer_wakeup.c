/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fifo.h"
#include "core/clock.h"
#include "core/cpulist.h"
#include "core/must.h"

#include <pthread.h>
#include <stdio.h>

#define PERIOD_NS 1000000u
#define DROPPED	  20u /* wake-ups at the start, while caches are cold */

struct sleeper {
	pthread_t thread;
	unsigned cpu;
	uint64_t duration_ns;
	const char *policy; /* NULL: could not be bound to its CPU */
	struct hist late;
	struct heat heat;
	uint64_t early; /* wake-ups before their time, by the same clock */
};

static void sleep_until(uint64_t ns)
{
	struct timespec time = {
		.tv_sec = (time_t)(ns / 1000000000u),
		.tv_nsec = (long)(ns % 1000000000u),
	};

	clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, NULL);
}

static void *sleeper_main(void *arg)
{
	struct sleeper *sleeper = arg;
	uint64_t end, due, now;

	hist_clear(&sleeper->late);
	if (cpulist_pin(sleeper->cpu))
		return NULL;
	sleeper->policy = fifo_enter();
	due = now = clock_ns();
	end = now + sleeper->duration_ns + DROPPED * PERIOD_NS;
	heat_clear(&sleeper->heat, now, end - now);
	for (unsigned n = 0; now < end; n++) {
		while (due <=
			now) /* a wake-up that came later than a period skips those it missed */
			due += PERIOD_NS;
		sleep_until(due);
		now = clock_ns();
		if (now < due)
			sleeper->early++;
		if (n < DROPPED || now < due)
			continue;
		hist_add(&sleeper->late, now - due);
		heat_add(&sleeper->heat, now, now - due);
	}
	return NULL;
}

static void report(struct job *job, const struct sleeper *sleeper)
{
	struct metric m = {
		.id = "timer.wakeup.latency", .hist = &sleeper->late, .heat = &sleeper->heat};

	if (!sleeper->policy) {
		inconclusive(job, "no thread can be bound to CPU %u", sleeper->cpu);
		return;
	}
	if (sleeper->early)
		fail(job, "CPU %u: %llu sleepers woke before their time: the clock jumped",
			sleeper->cpu, (unsigned long long)sleeper->early);
	snprintf(m.conditions, sizeof(m.conditions), "cpu=%u period_ns=%u policy=%s", sleeper->cpu,
		PERIOD_NS, sleeper->policy);
	metric(job, &m);
	m.id = "timer.wakeup.ratio";
	m.hist = NULL;
	m.heat = NULL;
	m.value = hist_percentile(&sleeper->late, 99) / PERIOD_NS;
	metric(job, &m);
}

static void run(struct job *job)
{
	uint64_t duration_ns = (uint64_t)job_setting(job, "timer.duration_ms", 1000) * 1000000u;
	static unsigned cpus[CPULIST_MAX];
	size_t found = cpulist_read("online", cpus, CPULIST_MAX);
	size_t count = found < CPULIST_MAX ? found : CPULIST_MAX;
	struct sleeper *sleepers = must_alloc(job, (count + !count) * sizeof(*sleepers));

	for (size_t i = 0; i < count; i++) {
		sleepers[i].cpu = cpus[i];
		sleepers[i].duration_ns = duration_ns;
		must(job, -pthread_create(&sleepers[i].thread, NULL, sleeper_main, &sleepers[i]),
			"pthread_create");
	}
	for (size_t i = 0; i < count; i++)
		pthread_join(sleepers[i].thread, NULL);
	for (size_t i = 0; i < count; i++)
		report(job, &sleepers[i]);
}

static const struct metric_desc metrics[] = {
	{"timer.wakeup.latency", "ns", BETTER_LOWER,
		"how late a thread with a period of 1 ms wakes"},
	{"timer.wakeup.ratio", "ratio", BETTER_LOWER,
		"the 99th percentile of the wake-up latency in periods"},
	{0},
};

BENCH(timer_wakeup) = {
	.id = "timer.wakeup",
	.title = "How late a thread that sleeps until the next millisecond wakes, on every CPU at "
		 "once",
	.source = "clock_nanosleep(2) with TIMER_ABSTIME, as cyclictest -S does",
	.metrics = metrics,
	.run = run,
};
