/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

#include "reports/match.h"

/*
 * A chart is what is drawn over each other: of one result, a metric under each of its
 * conditions; of several, one metric as each of them has it. Each chart is plotted in
 * several ways (plot.h). Distributions are charted, what was measured at several queue
 * depths by depth, and what says when its values were as they were over time.
 */
enum chart_kind { CHART_DISTRIBUTION, CHART_LOAD, CHART_HEAT };

#define CURVES_MAX     26
#define LOADS_MAX      16
#define CHART_LOAD_KEY "depth" /* the condition that says how many requests are kept in flight */

struct load_point {
	double load;
	const json_t *metric;
};

struct curve {
	const json_t *metric; /* a distribution; of CHART_LOAD: of the least load */
	char label[96];
	unsigned colour, dashes; /* see plot_style() */
	/* of CHART_LOAD, ascending: */
	double percent;
	struct load_point points[LOADS_MAX];
	size_t point_count;
};

struct chart {
	const struct match_row *row; /* the first of those it shows */
	const char *id, *unit;	     /* of the metric */
	char name[320];		     /* "audio.playback.wakeup_jitter, sound[0], rate=48000" */
	enum chart_kind kind;
	struct curve curves[CURVES_MAX];
	size_t count;
};

struct charts {
	struct chart *items;
	size_t count;
};

/* `labels`: one for each result, where there are several. */
int charts_make(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results, struct message *msg);
/* What the makers of charts share. NULL where memory ran out. */
struct chart *chart_add(struct charts *charts, const struct match_row *row, const char *conditions);
struct curve *curve_add(struct chart *chart, const json_t *metric, const char *label);
/* chart_load.c: percentiles (or a number) by queue depth. */
int charts_by_load(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results);
/* chart_heat.c: a chart for each metric of each result, as colours do not lie over each other. */
int charts_over_time(struct charts *charts, const struct match *metrics, const char *const *labels,
	size_t results);
void charts_free(struct charts *charts);

#endif
