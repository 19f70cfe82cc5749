/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_ASK_H
#define CORE_ASK_H

#include "core/job.h"

/*
 * What only the host can do or see: a unit asks for an action of the recipe by name, and
 * the host answers in a line of "key=value ..." or in words. It leaves as an `ask` event;
 * the answer comes back on the results port as {"id": 7, "error": 0, "text": "..."}.
 */
struct answer {
	char text[480];
};

/*
 * Asks and waits, `timeout_ms` at most. 0; -EOPNOTSUPP where nobody can answer or the
 * recipe has no such action, -ETIMEDOUT where nobody did, else what the host's own
 * attempt gave. `arguments` become variables of the action: "index=0 size=1048576".
 */
int ask_host(struct job *job, struct answer *answer, int timeout_ms, const char *action,
	const char *arguments, ...) PRINTF(5, 6);

/* For tests with a host of their own: answers in the host's place; returns 0 or -errno. */
typedef int ask_answer(struct answer *answer, const char *action, const char *arguments);
void ask_host_is(ask_answer *answer);

#endif
