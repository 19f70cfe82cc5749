/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_SERIES_H
#define CLI_SERIES_H

#include "core/unit.h"

#include <jansson.h>

/* Samples of several runs, by the ids of the metrics that are to come of them. */
struct series {
	json_t *samples; /* id -> [number] */
};

void series_init(struct series *series);
void series_add(struct series *series, const char *id, double value);
/* The samples become the result's only metrics, described by `unit`; frees the series. */
void series_end(struct series *series, const struct unit *unit, json_t *result,
	const char *condition, unsigned value);

/* What a run's guest measured, or NULL. */
const json_t *series_metric(const json_t *result, const char *id);

#endif
