/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_TRUTH_H
#define REPORTS_TRUTH_H

#include <jansson.h>

/*
 * The host's half of units whose answer stands in what the hypervisor gave out: their
 * `unobservable` in `result` becomes a verdict, with facts and metrics, as if the unit
 * itself had gone on. What cannot be read is said in words. (session.on_sink)
 */
void truth_from_sink(json_t *result, const char *class, const char *device, const char *file);

#endif
