/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include "reports/match.h"
#include "reports/plot.h"
#include "reports/render.h"

#define REPORT_RESULTS_MAX 26 /* each has a letter */

/* All that a page is made of: results laid side by side. */
struct report {
	const struct result *results;
	size_t count;
	const struct judged *judged;	     /* NULL: without a profile */
	char labels[REPORT_RESULTS_MAX][80]; /* "A qemu-x86_64 (tcg)"; no letter for only one */
	struct match metrics, verdicts;
	struct charts charts;
	struct plots plots; /* empty: without pictures */
};

int report_make(struct report *report, const struct result *results, size_t count,
	const struct judged *judged, struct message *msg);
void report_free(struct report *report);

/*
 * Makes <directory>/index.html and <directory>/plots/ (and the directory). The page is
 * written last and whole, so that what stands there is never half of a new report.
 */
int report_write(
	struct report *report, const char *directory, bool with_plots, struct message *msg);
/* The summary as Markdown tables. */
void report_markdown(const struct report *report, FILE *out);

#endif
