/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/isolation.h"
#include "bench/sleepers.h"

static void measure(struct job *job, uint64_t duration_ns, struct isolation_sample *sample)
{
	struct sleeper *sleepers;
	size_t count = sleepers_run(job, duration_ns, &sleepers);

	for (size_t i = 0; i < count; i++) {
		if (sleepers[i].policy)
			hist_merge(&sample->latency, &sleepers[i].late);
		sample->backwards += sleepers[i].early;
	}
}

static const struct metric_desc metrics[] = {
	ISOLATION_METRICS("isolation.timer", "how late a thread with a period of 1 ms wakes"),
	{0},
};

static const struct isolation_victim victim = {.measure = measure};

BENCH(isolation_timer) = {
	.id = "isolation.timer",
	.title = "Whether loads in the guest make its timers late",
	.source = "clock_nanosleep(2) with TIMER_ABSTIME, as cyclictest -S does",
	.flags = UNIT_SLOW,
	.timeout_ms = 600000,
	.metrics = metrics,
	.run = isolation_run,
	.data = &victim,
};
