/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_RUN_ON_H
#define GUEST_RUN_ON_H

#include "core/job.h"
#include "guest/plan.h"

/* A run under way, and one unit on one device within it: what the two lanes share. */
#define RUNNER_DEVICES_MAX 64

struct outcome {
	const struct unit *unit;
	char device[sizeof(((struct device *)0)->id)];
	enum verdict word;
};

struct runner {
	const struct plan *plan;
	job_emit *emit;
	void *emit_to;
	struct outcome *outcomes;
	size_t count, room;
	unsigned bad;
};

/* Runs it, with what it needs before it, unless that was done already or may not be. */
enum verdict run_on(struct runner *runner, const struct unit *unit, const struct device *device);
/* A verdict that needs no run: excluded, blocked, not allowed; that of an earlier boot stands. */
enum verdict decide(struct runner *runner, const struct unit *unit, const struct device *device,
	enum verdict word, const char *reason);
enum verdict outcome_of(
	const struct runner *runner, const struct unit *unit, const struct device *device);
/* What the device has not answered since, or NULL: nothing else is tried on it then. */
const struct unit *wedged_on(const struct runner *runner, const struct device *device);

#endif
