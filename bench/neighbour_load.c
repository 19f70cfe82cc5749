/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/load.h"

#include <string.h>
#include <sys/wait.h>

/* Until the host stops this guest; a load that ends ends the whole. */
static void run(struct job *job)
{
	struct load_process running[LOADS_MAX];
	const char *name = job_setting_str(job, "neighbour.load", "all");
	size_t count = loads_start(job, name, NULL, running);
	siginfo_t ended;

	if (!count) {
		inconclusive(job, "load %s cannot be had there", name);
		return;
	}
	fact_str(job, name, "neighbour.load");
	waitid(P_ALL, 0, &ended, WEXITED | WNOWAIT);
	for (size_t i = 0; i < count; i++)
		if (!load_stop(&running[i]))
			inconclusive(
				job, "its load %s: %s", running[i].load->name, running[i].reason);
}

static const struct fact_desc facts[] = {
	{"neighbour.load", FACT_STRING, NULL, "the load that this guest puts on the host"},
	{0},
};

BENCH(neighbour_load) = {
	.id = "neighbour.load",
	.title = "Be a neighbour: load the host until stopped",
	.source = "Project Stratos: isolation; boot --neighbour",
	.flags = UNIT_SLOW,
	.timeout_ms = 86400000,
	.facts = facts,
	.run = run,
};
