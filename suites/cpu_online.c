/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"

#include <sys/sysinfo.h>

static void run(struct job *job)
{
	int present = get_nprocs_conf(), online = get_nprocs();

	expected(job, "%d CPUs online", present);
	observed(job, "%d CPUs online", online);
	if (online == present)
		pass(job);
	else
		fail(job, "%d of %d announced CPUs did not start", present - online, present);
}

CHECK(cpu_online) = {
	.id = "cpu.all-online",
	.title = "Every CPU that the hypervisor announces comes up",
	.source = "PSCI 1.1 CPU_ON; Intel SDM 3A 9.4 MP initialization",
	.run = run,
};
