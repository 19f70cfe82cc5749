/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_EXITS_H
#define REPORTS_EXITS_H

#include "reports/result_read.h"

/*
 * A latency in exits to the device model, a unit that survives a change of machine: one is a
 * read of a register of the same device ("wire.exit.time"), measured in the same run. Where the
 * latency belongs to no device, the median of all devices' is taken. NAN where the run has
 * none, and for what is no time.
 */
double exits_of(const struct result *result, const json_t *metric, double percent);
/* The least and the largest cost in the run, ns; false: none was measured, `why` in words. */
bool exits_cost(const struct result *result, double *least, double *most, char *why, size_t size);

#endif
