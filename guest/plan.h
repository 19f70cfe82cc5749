/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_PLAN_H
#define GUEST_PLAN_H

#include "core/json.h"
#include "core/unit.h"

/* What to run (stratos-plan/1, docs/schemas/plan.json). */
struct plan {
	struct document doc;
	const char *channel; /* auto, port, console, both: see channel_open() */
	const char *end;     /* own image: poweroff, reset, wait, auto */
	int answers;	     /* not from the file: the fd of the host's answers, -1: none */
	bool own_image;	     /* not from the file: PID 1 of the tool's own image runs it */
};

/* `file` NULL: the default plan, everything but UNIT_SLOW. */
int plan_read(struct plan *plan, const char *file, struct message *msg);
void plan_free(struct plan *plan);
/* Named by "include", and by "exclude". */
bool plan_includes(const struct plan *plan, const struct unit *unit);
bool plan_excludes(const struct plan *plan, const struct unit *unit);
/* "scratch" and "claim": devices the user named. */
bool plan_names(const struct plan *plan, const char *list, const char *device);
/* The word an earlier boot of the same run recorded ("done"), or VERDICT_NONE. */
int plan_done(const struct plan *plan, const struct unit *unit, const char *device);
/* The device on which that unit ended an earlier boot of the same run, or NULL. */
const char *plan_crashed_on(const struct plan *plan, const struct unit *unit);

#endif
