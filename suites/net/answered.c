/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/net/answered.h"

void net_judge_answered(struct net *n, const struct net_ask *ask, const char *wrong)
{
	struct job *job = n->v->job;
	struct net_packet packet;

	expected(job, "an answer that repeats what was sent");
	if (net_answer(n, net_ask(n, ask), VDEV_ANSWER_MS, &packet)) {
		observed(job, "it");
		pass(job);
		return;
	}
	observed(job, "none within %d ms", VDEV_ANSWER_MS);
	fail(job, "%s", wrong);
}
