/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_RESULT_H
#define CORE_RESULT_H

#include "core/frame.h"
#include "core/verdict.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * The result document (stratos-result/1, docs/schemas/result.json) made of events.
 * One document may be made of several boots: each is added in turn.
 */
json_t *result_new(void);
/*
 * Adds what one boot sent. The run is complete if no frame is missing or damaged in any
 * boot and the last one sent `end`; see "run" in the document for what is not whole.
 * `died`: this boot is known to have ended early, so that another one goes on for it.
 */
void result_add_boot(json_t *result, const struct frames *frames, bool died);
/* The same with some of its events only. */
void result_add_some(json_t *result, const struct frames *frames, const json_t *events, bool died);
/*
 * Adds what a log holds, in which a guest may have been reset in place, or have run again
 * after its end. Whoever begins again without an end died in the unit that it was in, and
 * what comes after goes on for it, for the units that had no verdict yet. Of several runs
 * it is the first that ended, or else the last. `deaths`: for each stream of frames, the
 * oldest first, what its kernel said when it died, or "". True if it died.
 */
bool result_add_log(json_t *result, const struct frames *frames, const json_t *deaths);

/*
 * Adds one event of the host's own: a unit's second half that only the host can carry
 * out. Its verdict takes the place of the guest's `unobservable`.
 */
void result_add_event(json_t *result, json_t *event);
/* The verdict on that device (NULL: on none), or NULL. */
const json_t *result_verdict(const json_t *result, const char *id, const char *device);
/*
 * The same for a start of the EL1 probe, which is no boot of the guest: the run stays
 * complete if the guest's own was (`complete`) and the probe ended, too.
 */
void result_add_el1(json_t *result, const struct frames *frames, bool died, bool complete);

/* Did any event arrive yet? */
bool result_heard(const json_t *result);
/* The unit that was started last and has said nothing yet, or NULL: where a guest died. */
const json_t *result_open_unit(const json_t *events);
/* Records for it what the guest could not say any more. */
void result_add_death(json_t *result, const json_t *start, enum verdict word, const char *reason);
/* Adds a sentence to "run"."problems". */
void result_problem(json_t *result, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
