/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_SLEEPERS_H
#define BENCH_SLEEPERS_H

#include "core/heat.h"
#include "core/job.h"

#include <pthread.h>

/*
 * A thread on each CPU that sleeps until the next period, all at once, and how late each
 * wakes: what cyclictest -S measures. Real-time where the guest allows it.
 */
#define SLEEPERS_PERIOD_NS 1000000u

struct sleeper {
	pthread_t thread;
	unsigned cpu;
	uint64_t duration_ns;
	const char *policy; /* NULL: could not be bound to its CPU */
	struct hist late;
	struct heat heat;
	uint64_t early; /* wake-ups before their time, by the same clock */
};

/* One on each online CPU; returns how many, `*sleepers` lives as long as the job. */
size_t sleepers_run(struct job *job, uint64_t duration_ns, struct sleeper **sleepers);

#endif
