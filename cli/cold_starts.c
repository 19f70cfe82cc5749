/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/boot.h"

#include "cli/cli.h"
#include "cli/series.h"
#include "core/unit.h"
#include "hypervisors/guest.h"

#include <stdio.h>
#include <string.h>

#define PLAN	   "boot-flow"
#define MILESTONES (sizeof(milestones) / sizeof(*milestones))

/*
 * What is reached, in milliseconds from the start of the hypervisor. `time`: a key of
 * "run"."times"; `guest`: a metric that counts from the kernel's start.
 */
static const struct {
	const char *metric, *time, *guest;
} milestones[] = {
	{"flow.first_console_byte", "first_byte_ms", NULL},
	{"flow.kernel_entry", "kernel_ms", NULL},
	{"flow.pid1", "pid1_ms", NULL},
	{"flow.first_block_read", "kernel_ms", "flow.guest.first_block_read"},
	{"flow.first_audio_period", "kernel_ms", "flow.guest.first_audio_period"},
	{"flow.first_frame", "kernel_ms", "flow.guest.first_frame"},
	{"flow.end", "end_ms", NULL},
};

/* A start that did not reach something has no sample of it. */
static void add_samples(struct series *series, const json_t *result)
{
	const json_t *run = json_object_get(result, "run");
	const json_t *times = json_array_get(json_object_get(run, "times"), 0);

	for (size_t i = 0; i < MILESTONES; i++) {
		const json_t *time = json_object_get(times, milestones[i].time), *guest = NULL;

		if (milestones[i].guest)
			guest = series_metric(result, milestones[i].guest);
		if (!time || (milestones[i].guest && !guest))
			continue;
		series_add(series, milestones[i].metric,
			json_number_value(time) + json_number_value(guest));
	}
}

extern const struct unit bench_flow_host;

int boot_cold_starts(const struct boot_options *options, const char *recipe)
{
	struct boot_options each = *options;
	struct series series;
	json_t *last = NULL;
	int status = 0, worst = 0;

	if (!each.plan)
		each.plan = PLAN;
	boot_check_output(options->output);
	series_init(&series);
	for (unsigned n = 0; n < options->cold_starts && !guest_interrupted; n++) {
		json_t *result = boot_result(&each, recipe, &status);

		worst = status > worst ? status : worst;
		if (!result)
			break;
		add_samples(&series, result);
		json_decref(last);
		last = result;
	}
	if (!last)
		return worst;
	series_end(&series, &bench_flow_host, last, "starts", options->cold_starts);
	write_result(options->output, last);
	json_decref(last);
	return worst;
}

static const struct metric_desc metrics[] = {
	{"flow.first_console_byte", "ms", BETTER_LOWER,
		"from the hypervisor's start to the first byte on the console or results port"},
	{"flow.kernel_entry", "ms", BETTER_LOWER,
		"from the hypervisor's start to the guest kernel's (its clock's zero)"},
	{"flow.pid1", "ms", BETTER_LOWER,
		"from the hypervisor's start to the first instruction of PID 1"},
	{"flow.first_block_read", "ms", BETTER_LOWER,
		"from the hypervisor's start to the first block read from a disk"},
	{"flow.first_audio_period", "ms", BETTER_LOWER,
		"from the hypervisor's start to the first audio period played"},
	{"flow.first_frame", "ms", BETTER_LOWER,
		"from the hypervisor's start to the first frame on a display"},
	{"flow.end", "ms", BETTER_LOWER,
		"from the hypervisor's start to the end of the plan boot-flow"},
	{0},
};

BENCH(flow_host) = {
	.id = "flow.cold-start",
	.title = "When a guest reaches each step of its start",
	.source = "Project Stratos: fast boot; boot --cold-starts",
	.flags = UNIT_SLOW | UNIT_HOST,
	.metrics = metrics,
};
