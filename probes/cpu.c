/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"

#include <sys/sysinfo.h>

static void run(struct job *job)
{
	fact_int(job, get_nprocs(), "cpu.online");
	fact_int(job, get_nprocs_conf(), "cpu.present");
}

static const struct fact_desc facts[] = {
	{"cpu.online", FACT_INTEGER, NULL, "CPUs that run"},
	{"cpu.present", FACT_INTEGER, NULL, "CPUs that the hypervisor announced"},
	{0},
};

PROBE(cpu) = {
	.id = "cpu",
	.title = "How many CPUs the guest has and what they are",
	.source = "Linux Documentation/ABI/testing/sysfs-devices-system-cpu",
	.facts = facts,
	.run = run,
};
