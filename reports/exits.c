/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/exits.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COST	    "wire.exit.time"
#define MEASURED_BY "wire.reset"
#define DEVICES_MAX 64

/* Of each device, or of the one. */
static size_t costs_of(const struct result *result, const char *device, double costs[DEVICES_MAX])
{
	size_t count = 0, i;
	json_t *metric;

	json_array_foreach ((json_t *)result->metrics, i, metric) {
		double cost = metric_percentile(metric, 50);

		if (count < DEVICES_MAX && !strcmp(text_at(metric, "id"), COST) && cost > 0 &&
			(!*device || !strcmp(text_at(metric, "device"), device)))
			costs[count++] = cost;
	}
	return count;
}

static int ascending(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

double exits_of(const struct result *result, const json_t *metric, double percent)
{
	double costs[DEVICES_MAX];
	size_t count;

	if (strcmp(text_at(metric, "unit"), "ns") != 0)
		return NAN;
	count = costs_of(result, text_at(metric, "device"), costs);
	if (!count)
		return NAN;
	qsort(costs, count, sizeof(*costs), ascending);
	return metric_shown_percentile(metric, percent) / costs[count / 2];
}

/* What kept the bench from measuring it. */
static void tell_why(const struct result *result, char *why, size_t size)
{
	json_t *verdict;
	size_t i;

	snprintf(why, size, "%s, which times a register's read, was not run", MEASURED_BY);
	json_array_foreach ((json_t *)result->verdicts, i, verdict)
		if (!strcmp(text_at(verdict, "id"), MEASURED_BY)) {
			snprintf(why, size, "%s on %s: %s: %s", MEASURED_BY,
				text_at(verdict, "device"), text_at(verdict, "word"),
				text_at(verdict, "reason"));
			return;
		}
}

bool exits_cost(const struct result *result, double *least, double *most, char *why, size_t size)
{
	double costs[DEVICES_MAX];
	size_t count = costs_of(result, "", costs);

	if (!count) {
		tell_why(result, why, size);
		return false;
	}
	qsort(costs, count, sizeof(*costs), ascending);
	*least = costs[0];
	*most = costs[count - 1];
	return true;
}
