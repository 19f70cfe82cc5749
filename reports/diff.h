/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_DIFF_H
#define REPORTS_DIFF_H

#include "core/stats.h"
#include "reports/match.h"
#include "reports/sets.h"

#include <stdio.h>

/* What became of something between a set of runs and another. */
enum change {
	CHANGE_WORSE,
	CHANGE_BETTER,
	CHANGE_INCOMPARABLE, /* unit, direction, accelerator or conditions differ */
	CHANGE_UNMATCHED,    /* only one of the two has it */
	CHANGE_INCONCLUSIVE, /* too few runs, or too much noise to say */
	CHANGE_SAME,	     /* the difference is shown to be below the thresholds */
	CHANGE_COUNT
};

/*
 * Below these a difference does not matter, however certain it is. Both must be passed
 * before anything is called better or worse: 5 % of 200 ns is nothing, nor is 1 us of 1 s.
 */
struct diff_thresholds {
	double relative;   /* 0.05: 5 % of the base's median */
	double seconds;	   /* 1e-6: of metrics that are times; others see diff_absolute() */
	double alpha;	   /* 0.05: bound for the corrected p */
	bool accelerators; /* compare speeds across accelerators, too */
};

#define DIFF_RUNS_MIN 4 /* below, no order of the values is rare enough to tell anything */

struct metric_change {
	const struct match_row *row;
	const char *statistic; /* "p50", "p99"; "value" for a single number */
	const char *unit, *better;
	size_t base_count, other_count; /* runs that have it */
	double base, other;		/* medians over the runs; NAN where there are none */
	struct stats_interval base_interval, other_interval;
	bool tested; /* then: */
	struct stats_test test;
	double p; /* corrected for the number of tests */
	enum change change;
	char reason[160];
};

struct verdict_change {
	const struct match_row *row;
	/* "pass"; "4 pass, 1 fail" where runs disagree; "measured" and "not run", see match.h */
	char base[64], other[64];
	const char *reason; /* of the most severe, or NULL */
	enum change change; /* INCONCLUSIVE: different, neither better nor worse */
};

struct fact_change {
	const char *id;
	const json_t *base, *other; /* NULL: has none, or its runs disagree */
	bool base_unsteady, other_unsteady;
	bool lost; /* the other set lacks something that the base offers */
};

/* Two sets, compared. */
struct diff {
	const struct result_sets *sets;
	const struct result_set *base, *other;
	struct diff_thresholds thresholds;
	struct metric_change *metrics;
	size_t metric_count, tests;
	struct verdict_change *verdicts; /* those that differ */
	size_t verdict_count;
	struct fact_change *facts; /* those that differ */
	size_t fact_count, unsteady;
	size_t counts[CHANGE_COUNT]; /* of metrics */
	json_t *notes;		     /* sentences: what else differs, what is incomplete */
	bool incomplete;
};

/* All sets laid side by side, once for all comparisons. */
struct diff_rows {
	struct match metrics, verdicts;
};

int diff_rows_make(struct diff_rows *rows, const struct result_sets *sets, struct message *msg);
void diff_rows_free(struct diff_rows *rows);
/* Compares set `other` with set `base`; thresholds and sets are set by the caller. */
int diff_make(struct diff *diff, const struct diff_rows *rows, struct message *msg);
void diff_free(struct diff *diff);

const char *change_word(enum change change);
/* The least difference that matters, in the metric's unit. */
double diff_absolute(const struct diff_thresholds *thresholds, const char *unit);
/* The shift as a share of the base's median; INFINITY where that is 0. */
double diff_relative(const struct metric_change *metric);

/* diff_metrics.c, diff_verdicts.c, diff_facts.c: parts of diff_make(). */
int diff_metrics(struct diff *diff, const struct match *rows, struct message *msg);
int diff_verdicts(struct diff *diff, const struct match *rows, struct message *msg);
int diff_facts(struct diff *diff, struct message *msg);

/* `all`: what is the same, too. */
void diff_text(const struct diff *diffs, size_t count, bool all, bool colours, FILE *out);
void diff_markdown(const struct diff *diffs, size_t count, bool all, FILE *out);
/* stratos-diff/1, docs/schemas/diff.json; a new reference. */
json_t *diff_json(const struct diff *diffs, size_t count);

#endif
