/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_CHART_H
#define REPORTS_CHART_H

#include "reports/match.h"

/*
 * A chart is what is drawn over each other: of one result, a metric under each of its
 * conditions; of several, one metric as each of them has it. Each chart is plotted in
 * several ways (plot.h). Only distributions are charted.
 */
#define CURVES_MAX 26

struct curve {
	const json_t *metric;
	char label[96];
	unsigned style; /* see plot_style() */
};

struct chart {
	const char *id, *unit; /* of the metric */
	char name[320];	       /* "audio.playback.wakeup_jitter, sound[0]": a heading */
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
void charts_free(struct charts *charts);

#endif
