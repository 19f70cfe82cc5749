/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JOB_H
#define CORE_JOB_H

#include "core/heat.h"
#include "core/hist.h"
#include "core/unit.h"
#include "core/verdict.h"

#include <jansson.h>
#include <stdint.h>

/*
 * A job is one unit being run on one device, in a process of its own. What it finds
 * leaves through the calls below as events; units know nothing of JSON layout,
 * channels or printing. Every call is a no-op after the job's end.
 */
typedef void job_hear(void *to, const char *reason);
typedef void job_emit(void *to, json_t *event); /* takes the reference to `event` */

struct job {
	const struct unit *unit;
	const struct device *device; /* NULL where unit->each is */
	const json_t *settings;	     /* the plan's "settings": see job_setting_*() */
	job_emit *emit;
	void *emit_to;
	int answers; /* where the host's answers to ask_host() come in; -1: nobody answers */
	void (*at_end)(struct job *job); /* for what a job holds open; may still say a verdict */
	/* below: private to job.c */
	job_hear *hear;
	void *hear_to;
	enum verdict verdict;
	char reason[512], expected[256], observed[256], detail_expected[256], detail_observed[256];
};

void job_begin(struct job *job, const struct unit *unit, const struct device *device,
	const json_t *settings, job_emit *emit, void *emit_to);
/* Emits the verdict event, and `error` where a check has said nothing. */
enum verdict job_end(struct job *job, uint64_t duration_ns);

/* Settings by which a plan tunes units: a flat object, e.g. "block.duration_ms": 1000. */
int64_t job_setting(const struct job *job, const char *key, int64_t otherwise);
const char *job_setting_str(const struct job *job, const char *key, const char *otherwise);
/*
 * One of a list of such objects: `item` is to be asked for its settings with the calls
 * above, and for nothing else. False where the list has no such entry.
 */
bool job_setting_item(const struct job *job, const char *list, size_t index, struct job *item);

/* ---- facts: id by printf, e.g. fact_int(job, sectors, "virtio.block[%zu].capacity", i) ---- */
#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
void fact_int(struct job *job, int64_t value, const char *id, ...) PRINTF(3, 4);
void fact_num(struct job *job, double value, const char *id, ...) PRINTF(3, 4);
void fact_bool(struct job *job, bool value, const char *id, ...) PRINTF(3, 4);
void fact_str(struct job *job, const char *value, const char *id, ...) PRINTF(3, 4);
/* A list is built with fact_item() and leaves with fact_list(), also when empty. */
struct fact_items {
	json_t *array;
};
void fact_item(struct fact_items *items, const char *fmt, ...) PRINTF(2, 3);
void fact_list(struct job *job, struct fact_items *items, const char *id, ...) PRINTF(3, 4);

/* ---- verdicts: the most severe said is kept ---- */
/* Evidence goes with the next of the calls below. */
void expected(struct job *job, const char *fmt, ...) PRINTF(2, 3);
void observed(struct job *job, const char *fmt, ...) PRINTF(2, 3);
void pass(struct job *job);
/* `fail` for a MUST, `warn` for a SHOULD: the unit's level decides. */
void fail(struct job *job, const char *reason, ...) PRINTF(2, 3);
void warn_should(struct job *job, const char *reason, ...) PRINTF(2, 3);
void absent(struct job *job, const char *reason, ...) PRINTF(2, 3);
void skipped(struct job *job, const char *reason, ...) PRINTF(2, 3);
void unobservable(struct job *job, const char *reason, ...) PRINTF(2, 3);
void inconclusive(struct job *job, const char *reason, ...) PRINTF(2, 3);
void wedged(struct job *job, const char *reason, ...) PRINTF(2, 3);
void say(struct job *job, enum verdict verdict, const char *reason, ...) PRINTF(3, 4);

/*
 * A job for a helper process of a unit: its findings go nowhere, but `hear` is told the
 * reason with which it ends.
 */
struct job job_quiet(const struct job *job, job_hear *hear, void *hear_to);

/*
 * Ends the job's process at once with what was said so far; for setup that went wrong
 * (see must.h) and for checks that cannot go on after a verdict.
 */
_Noreturn void job_stop(struct job *job);

/* ---- metrics: one of the three values, with the conditions it was measured under ---- */
struct metric {
	const char *id; /* a row of unit->metrics: unit and direction come from there */
	/* "pattern=randread size=4096 depth=32": key=value, numbers where they are numbers */
	char conditions[384];
	const struct hist *hist; /* a distribution, or */
	const double *samples;	 /* all samples in order, or */
	size_t sample_count;
	double value;		 /* one number (hist and samples NULL) */
	const struct heat *heat; /* when the values were as they were, or NULL */
};
void metric(struct job *job, const struct metric *metric);
/* The common ones; an empty histogram is not emitted. */
void metric_hist(struct job *job, const char *id, const char *conditions, const struct hist *hist);
void metric_heat(struct job *job, const char *id, const char *conditions, const struct hist *hist,
	const struct heat *heat);
void metric_value(struct job *job, const char *id, const char *conditions, double value);

void note(struct job *job, const char *fmt, ...) PRINTF(2, 3);

#endif
