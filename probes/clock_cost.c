/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"
#include "core/ticks.h"

#include <sys/syscall.h>
#include <unistd.h>

#define CALLS 1000 /* a hypervisor may trap every reading of the counter */

/* The dearest thing it could be; what is much cheaper needs no kernel entry. */
static double syscall_ns(void)
{
	struct timespec now;
	uint64_t start = clock_ns();

	for (int i = 0; i < CALLS; i++)
		syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
	return (double)(clock_ns() - start) / CALLS;
}

/*
 * Times of day and of the kernel's own events are by clock_gettime(); the time between two
 * readings (wire lane, write and flush) is by the counter where that is the cheaper one. Both
 * read the same counter, so that their steps are the same; what differs is the cost, which
 * every measured time has in it.
 */
static void run(struct job *job)
{
	const struct ticks_choice *choice = ticks_choice();

	fact_num(job, choice->clock_ns, "clock.read_ns");
	fact_str(
		job, choice->clock_ns < syscall_ns() / 2 ? "vDSO" : "system call", "clock.read_by");
	fact_str(job, choice->by, "clock.intervals_by");
	if (!choice->frequency_hz)
		return;
	fact_num(job, choice->counter_ns, "clock.counter_read_ns");
	fact_num(job, 1e9 / (double)choice->frequency_hz, "clock.counter_step_ns");
}

static const struct fact_desc facts[] = {
	{"clock.read_ns", FACT_NUMBER, "ns", "what one clock_gettime(CLOCK_MONOTONIC) costs"},
	{"clock.read_by", FACT_STRING, NULL,
		"vDSO: the counter is read without the kernel; else: system call"},
	{"clock.counter_read_ns", FACT_NUMBER, "ns", "what one reading of CNTVCT_EL0 costs"},
	{"clock.counter_step_ns", FACT_NUMBER, "ns",
		"from one value of CNTVCT_EL0 to the next, by CNTFRQ_EL0"},
	{"clock.intervals_by", FACT_STRING, NULL,
		"what the time between two readings is taken from: CNTVCT_EL0 where that costs at "
		"least a "
		"fifth less than clock_gettime; else clock_gettime, as the frequency of a TSC is "
		"not told "
		"to programs"},
	{0},
};

PROBE(clock_cost) = {
	.id = "clock.cost",
	.title = "Which clocks the tool measures with, and what reading them costs",
	.source = "clock_gettime(2), vdso(7); Arm Architecture Reference Manual (DDI0487), D12",
	.facts = facts,
	.run = run,
};
