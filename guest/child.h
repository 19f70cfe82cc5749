/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GUEST_CHILD_H
#define GUEST_CHILD_H

#include "core/job.h"

/*
 * Runs one unit on one device in a forked process and passes on its events. A process
 * that dies is `error`, one that does not end within the unit's time limit is killed
 * and `wedged`. `answers`: see ask_host(). Returns the verdict.
 */
enum verdict child_run(const struct unit *unit, const struct device *device, const json_t *settings,
	job_emit *emit, void *emit_to, int answers);

#endif
