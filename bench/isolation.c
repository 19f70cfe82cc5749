/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/isolation.h"

#include "bench/load.h"
#include "core/ask.h"
#include "core/clock.h"

#include <stdio.h>
#include <string.h>

#define MS	  1000000u
#define LOADS	  "cpu memory block video audio all"
#define SETTLE_NS 200000000u /* for a load to be at its full height */

/* How many latencies a percentile needs, and how often it is tried to get those of p99. */
#define P99_LEAST  100u
#define P999_LEAST 1000u
#define TURNS_MOST 5u

#define NEIGHBOUR_MS 120000 /* for the host to start a guest */

struct trial {
	struct job *job;
	const struct isolation_victim *victim;
	uint64_t duration_ns;
	struct isolation_sample alone, sample;
};

static void emit(struct trial *trial, const char *name, const char *load, double value)
{
	char id[80], conditions[64];

	snprintf(id, sizeof(id), "%s.%s", trial->job->unit->id, name);
	snprintf(conditions, sizeof(conditions), "load=%s duration_ms=%u", load,
		(unsigned)(trial->duration_ns / MS));
	if (!strcmp(name, "latency"))
		metric_hist(trial->job, id, conditions, &trial->sample.latency);
	else
		metric_value(trial->job, id, conditions, value);
}

/* Once more, and more than once, where a busy host has let too little happen for a percentile. */
static void measure(struct trial *trial, const char *beside)
{
	struct isolation_sample *sample = &trial->sample;

	sample->beside = beside;
	hist_clear(&sample->latency);
	sample->mishaps = sample->backwards = sample->turns = 0;
	do
		trial->victim->measure(trial->job, trial->duration_ns, sample);
	while (++sample->turns < TURNS_MOST && sample->latency.count < P99_LEAST);
	if (sample->backwards)
		inconclusive(trial->job, "the clock went backwards: %llu latencies were dropped",
			(unsigned long long)sample->backwards);
}

/* Not where fewer than `least` values, alone or loaded, stand behind the percentile. */
static void emit_ratio(
	struct trial *trial, const char *name, const char *load, double percent, uint64_t least)
{
	const struct hist *loaded = &trial->sample.latency, *alone = &trial->alone.latency;

	if (loaded->count >= least && alone->count >= least && hist_percentile(alone, percent) > 0)
		emit(trial, name, load,
			hist_percentile(loaded, percent) / hist_percentile(alone, percent));
}

static void compare(struct trial *trial, const char *load)
{
	const struct isolation_sample *sample = &trial->sample, *alone = &trial->alone;
	double extra = (double)sample->mishaps / (double)sample->turns -
		       (double)alone->mishaps / (double)alone->turns;

	if (!sample->latency.count) {
		inconclusive(trial->job, "nothing could be measured under load %s", load);
		return;
	}
	emit(trial, "latency", load, 0);
	emit_ratio(trial, "p99_ratio", load, 99, P99_LEAST);
	emit_ratio(trial, "p999_ratio", load, 99.9, P999_LEAST);
	if (trial->victim->mishap)
		emit(trial, trial->victim->mishap, load, extra > 0 ? extra : 0);
}

static void under_load(struct trial *trial, const char *name)
{
	struct load_process running[LOADS_MAX];
	size_t count = loads_start(trial->job, name, trial->victim->same, running);
	bool lasted = true;

	if (!count)
		return;
	clock_sleep_ns(SETTLE_NS);
	measure(trial, name);
	for (size_t i = 0; i < count; i++)
		if (!load_stop(&running[i])) {
			inconclusive(trial->job, "load %s%s: %s", running[i].load->name,
				strcmp(name, "all") ? "" : ", one of all", running[i].reason);
			lasted = false;
		}
	if (lasted)
		compare(trial, name);
}

/* As above, but the load is that of a second guest, which the host starts beside this one. */
static void beside_neighbour(struct trial *trial, const char *load)
{
	struct answer answer;
	char name[40];

	snprintf(name, sizeof(name), "neighbour-%s", load);
	if (ask_host(trial->job, &answer, NEIGHBOUR_MS, "neighbour-start", "load=%s", load)) {
		inconclusive(trial->job, "a neighbour with load %s cannot be had: %s", load,
			answer.text);
		return;
	}
	clock_sleep_ns(SETTLE_NS);
	measure(trial, name);
	if (ask_host(trial->job, &answer, NEIGHBOUR_MS, "neighbour-stop", "load=%s", load)) {
		inconclusive(trial->job, "the neighbour with load %s died: %s", load, answer.text);
		return;
	}
	compare(trial, name);
}

/* For each load that a setting names. */
static void each_load(struct trial *trial, const char *setting, const char *otherwise,
	void (*with)(struct trial *trial, const char *name))
{
	char list[128], *rest = list, *name;

	snprintf(list, sizeof(list), "%s", job_setting_str(trial->job, setting, otherwise));
	while ((name = strtok_r(rest, " ", &rest))) {
		if (load_find(name) || !strcmp(name, "all"))
			with(trial, name);
		else
			say(trial->job, VERDICT_ERROR, "the plan's setting %s: no load '%s'",
				setting, name);
	}
}

void isolation_run(struct job *job)
{
	static struct trial trial;

	trial.job = job;
	trial.victim = job->unit->data;
	trial.duration_ns = (uint64_t)job_setting(job, "isolation.duration_ms", 2000) * MS;
	measure(&trial, "alone");
	emit(&trial, "latency", "none", 0);
	trial.alone = trial.sample;
	if (!trial.alone.latency.count) {
		inconclusive(job, "nothing could be measured alone");
		return;
	}
	each_load(&trial, "isolation.loads", LOADS, under_load);
	each_load(&trial, "isolation.neighbour", "", beside_neighbour);
	measure(&trial, "alone again");
	compare(&trial, "none-again");
}
