/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"

#if defined(__x86_64__)
#include <cpuid.h>

#define BATCH_NS 20000u /* long enough for the clock's own cost to vanish */

static void cpuids(unsigned count)
{
	unsigned a, b, c, d;

	while (count--)
		__cpuid(0, a, b, c, d);
	(void)a, (void)b, (void)c, (void)d;
}

static uint64_t time_of(unsigned count)
{
	uint64_t begin = clock_ns();

	cpuids(count);
	return clock_ns() - begin;
}

/* How many it takes to fill BATCH_NS. */
static unsigned calibrate(void)
{
	unsigned count = 1;

	while (time_of(count) < BATCH_NS && count < 1u << 20)
		count *= 2;
	return count;
}

static void run(struct job *job)
{
	uint64_t end = clock_ns() + (uint64_t)job_setting(job, "exit.duration_ms", 300) * 1000000u;
	unsigned count = calibrate();
	static struct hist each;

	hist_clear(&each);
	while (clock_ns() < end)
		hist_add(&each, (time_of(count) + count / 2) / count);
	metric(job,
		&(struct metric){.id = "exit.cpuid.time", .conditions = "leaf=0", .hist = &each});
}
#else
static void run(struct job *job)
{
	absent(job, "this architecture has no instruction that a program may execute and that "
		    "always exits to the hypervisor");
}
#endif

static const struct metric_desc metrics[] = {
	{"exit.cpuid.time", "ns", BETTER_LOWER, "one CPUID instruction, mean of a batch of 20 us"},
	{0},
};

BENCH(exit_cpuid) = {
	.id = "exit.cpuid",
	.title = "What an exit to the hypervisor and back costs, by an instruction that always "
		 "exits",
	.source = "Intel SDM 3C, Instructions That Cause VM Exits Unconditionally; AMD APM 2, 15.9",
	.unseen =
		"under emulation nothing exits: the figure is then that of the emulator's own code",
	.metrics = metrics,
	.run = run,
};
