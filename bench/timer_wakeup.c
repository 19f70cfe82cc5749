/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/sleepers.h"
#include "core/job.h"

#include <stdio.h>

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
		SLEEPERS_PERIOD_NS, sleeper->policy);
	metric(job, &m);
	m.id = "timer.wakeup.ratio";
	m.hist = NULL;
	m.heat = NULL;
	m.value = hist_percentile(&sleeper->late, 99) / SLEEPERS_PERIOD_NS;
	metric(job, &m);
}

static void run(struct job *job)
{
	uint64_t duration_ns = (uint64_t)job_setting(job, "timer.duration_ms", 1000) * 1000000u;
	struct sleeper *sleepers;
	size_t count = sleepers_run(job, duration_ns, &sleepers);

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
