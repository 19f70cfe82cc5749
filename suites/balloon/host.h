/* SPDX-License-Identifier: Apache-2.0 */
#ifndef SUITES_BALLOON_HOST_H
#define SUITES_BALLOON_HOST_H

#include "core/ask.h"

/* An action of the host on the job's balloon, which it knows by its number; 0 or -errno. */
int balloon_ask(struct job *job, struct answer *answer, const char *action);
/* The same where the check cannot go on without: ends the job as `inconclusive`. */
void balloon_have(struct job *job, struct answer *answer, const char *action);

#endif
