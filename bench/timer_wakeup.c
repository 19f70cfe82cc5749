/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"

#define PERIOD_NS 1000000u

static void run(struct job *job)
{
	static struct hist late;
	uint64_t end =
		clock_ns() + (uint64_t)job_setting(job, "timer.duration_ms", 1000) * 1000000u;

	hist_clear(&late);
	while (clock_ns() < end) {
		uint64_t due = clock_ns() + PERIOD_NS;

		clock_sleep_ns(PERIOD_NS);
		hist_add(&late, clock_ns() - due);
	}
	metric(job, &(struct metric){
			    .id = "timer.wakeup.latency",
			    .conditions = "period_ns=1000000",
			    .hist = &late,
		    });
}

static const struct metric_desc metrics[] = {
	{"timer.wakeup.latency", "ns", BETTER_LOWER, "how late a sleeper of 1 ms wakes"},
	{0},
};

BENCH(timer_wakeup) = {
	.id = "timer.wakeup",
	.title = "How late a sleeping thread wakes",
	.source = "clock_nanosleep(2), as cyclictest does",
	.metrics = metrics,
	.run = run,
};
