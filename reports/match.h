/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_MATCH_H
#define REPORTS_MATCH_H

#include "core/unit.h"
#include "reports/result_read.h"

/*
 * Lays results side by side: what has the same identity in each stands in one row, in
 * the order of first appearance. Metrics are the same where id, device and conditions
 * are, verdicts where id and device are.
 */
struct match_row {
	char *name;	   /* metric_name(), or "id device" */
	const json_t *any; /* of the first result that has it */
	const json_t **of; /* one for each result, NULL where it has none */
};

struct match {
	struct match_row *rows;
	size_t count;
};

int match_metrics(
	struct match *match, const struct result *results, size_t count, struct message *msg);
int match_verdicts(
	struct match *match, const struct result *results, size_t count, struct message *msg);
void match_free(struct match *match);
/*
 * Whether a result that has no verdict where another one has `verdict` measured all the same: a
 * bench that has nothing to complain of gives none. If not, it was not run.
 */
bool match_measured(const struct result *result, const json_t *verdict);

/* What of a metric is told apart by: "virtio.block[0] depth=1 size=4096", without the id. */
const char *match_conditions(const struct match_row *row);
/* The same without one condition. Returns `text`. */
const char *match_conditions_but(
	const struct match_row *row, const char *condition, char *text, size_t size);
/* Whether two metrics differ, if at all, in that condition only. */
bool match_same_but(const struct match_row *a, const struct match_row *b, const char *condition);

#endif
