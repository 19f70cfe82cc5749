/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_ISOLATION_H
#define BENCH_ISOLATION_H

#include "core/job.h"

/*
 * Does one thing disturb another? A latency is measured alone, then under each of the
 * named loads (bench/load.h), under all of them, and alone again: the last ratio says how
 * much of the others is noise. A ratio is given where enough values stand behind it: 100
 * for the 99th percentile, 1,000 for the 99.9th; a measurement that has not the 100 is
 * taken up to five times, and mishaps are those of one turn. Settings: isolation.duration_ms (each
 * measurement), isolation.loads, isolation.neighbour (loads of a second guest that the
 * host starts for as long as each takes; see boot --neighbour).
 */
struct isolation_sample {
	struct hist latency; /* ns */
	uint64_t mishaps;    /* xruns, dropped frames */
	uint64_t turns;	     /* of one duration each, in which all of that happened */
	const char *beside;  /* "alone", or what it is measured under */
	uint64_t backwards;  /* latencies not in there, as the clock went backwards meanwhile */
};

struct isolation_victim {
	const char *same;   /* the load that is the same thing, and left out; or NULL */
	const char *mishap; /* the metric of additional mishaps: "extra_xruns"; or NULL */
	void (*measure)(struct job *job, uint64_t duration_ns, struct isolation_sample *sample);
};

/* The `run` of a unit whose `data` is a victim. */
void isolation_run(struct job *job);

/* Rows of such a unit's metrics, of which the last is the mishap's. */
#define ISOLATION_METRICS(id, latency_title)                                                       \
	{id ".latency", "ns", BETTER_LOWER, latency_title},                                        \
		{id ".p99_ratio", "ratio", BETTER_LOWER,                                           \
			"the 99th percentile under the load to that alone"},                       \
	{                                                                                          \
		id ".p999_ratio", "ratio", BETTER_LOWER,                                           \
			"the 99.9th percentile under the load to that alone"                       \
	}

#endif
