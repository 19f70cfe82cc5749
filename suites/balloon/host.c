/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/host.h"

#include <stdlib.h>
#include <string.h>

#define ACTION_MS 3000

int balloon_ask(struct job *job, struct answer *answer, const char *action)
{
	const char *number = strchr(job->device->id, '[');

	return ask_host(job, answer, ACTION_MS, action, "nth=%d", number ? atoi(number + 1) : 0);
}

void balloon_have(struct job *job, struct answer *answer, const char *action)
{
	if (!balloon_ask(job, answer, action))
		return;
	inconclusive(job, "the host does not do %s: %s", action, answer->text);
	job_stop(job);
}
