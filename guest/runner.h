/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_RUNNER_H
#define GUEST_RUNNER_H

#include "core/job.h"
#include "guest/plan.h"

/*
 * Runs what a plan names, each unit on each of its devices in a process of its own
 * with a time limit, prerequisites first, and emits every event, from `begin` to
 * `end`. Returns the number of units that ended other than pass or absent.
 */
unsigned runner_run(const struct plan *plan, job_emit *emit, void *emit_to);

#endif
