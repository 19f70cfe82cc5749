/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"

#include <stdlib.h>

#define BATCH	4096
#define BATCHES 500

/* Latencies as they come: mostly alike, some ten or a hundred times as long. */
static void make_values(uint64_t values[BATCH])
{
	unsigned seed = 1;

	for (size_t i = 0; i < BATCH; i++) {
		uint64_t value = 20000 + (uint64_t)rand_r(&seed) % 4000;

		values[i] = value * (i % 100 ? i % 10 ? 1 : 10 : 100);
	}
}

static void run(struct job *job)
{
	static uint64_t values[BATCH];
	static double cost[BATCHES];
	static struct hist hist;
	static struct heat heat;
	uint64_t begin = clock_ns(), start;

	make_values(values);
	hist_clear(&hist);
	heat_clear(&heat, begin, 1000000000);
	for (size_t n = 0; n < BATCHES; n++) {
		start = clock_ns();
		for (size_t i = 0; i < BATCH; i++) {
			hist_add(&hist, values[i]);
			heat_add(&heat, start, values[i]);
		}
		cost[n] = (double)(clock_ns() - start) / BATCH;
	}
	metric(job, &(struct metric){
			    .id = "tool.record.time", .samples = cost, .sample_count = BATCHES});
	start = clock_ns();
	for (size_t i = 0; i < BATCH; i++)
		(void)clock_ns();
	metric_value(job, "tool.record.clock", "", (double)(clock_ns() - start) / BATCH);
	fact_int(job, sizeof(hist), "tool.histogram.size");
	fact_int(job, sizeof(heat), "tool.heat.size");
}

static const struct metric_desc metrics[] = {
	{"tool.record.time", "ns", BETTER_LOWER,
		"to record one value in a histogram and in one over time, mean of 4,096"},
	{"tool.record.clock", "ns", BETTER_LOWER, "to ask the clock once, mean of 4,096"},
	{0},
};

static const struct fact_desc facts[] = {
	{"tool.histogram.size", FACT_INTEGER, "bytes", "memory of one histogram"},
	{"tool.heat.size", FACT_INTEGER, "bytes", "memory of one histogram over time"},
	{0},
};

BENCH(tool_record) = {
	.id = "tool.record",
	.title = "What it costs this tool itself to record a value",
	.source = "core/hist.h, core/heat.h",
	.flags = UNIT_SLOW,
	.facts = facts,
	.metrics = metrics,
	.run = run,
};
