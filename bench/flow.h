/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_FLOW_H
#define BENCH_FLOW_H

#include "core/job.h"

/*
 * The boot flow: each flow unit does one thing for the first time and says when, by the
 * clock that starts with the kernel; `boot --cold-starts` adds the time before that.
 */
void flow_reached(struct job *job, const char *metric_id);

#endif
