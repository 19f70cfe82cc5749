/* SPDX-License-Identifier: Apache-2.0 */
#include "core/clock.h"
#include "core/job.h"

#include <sys/syscall.h>
#include <unistd.h>

#define CALLS 20000

/* The dearest thing it could be; what is much cheaper needs no kernel entry. */
static double syscall_ns(void)
{
	struct timespec now;
	uint64_t start = clock_ns();

	for (int i = 0; i < CALLS; i++)
		syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
	return (double)(clock_ns() - start) / CALLS;
}

static double call_ns(void)
{
	uint64_t start = clock_ns();

	for (int i = 0; i < CALLS; i++)
		clock_ns();
	return (double)(clock_ns() - start) / CALLS;
}

#if defined(__aarch64__)
/* What a program could use in its place: the counter itself, kept in order. */
static double counter_ns(void)
{
	uint64_t start = clock_ns(), value;

	for (int i = 0; i < CALLS; i++)
		__asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value)::"memory");
	return (double)(clock_ns() - start) / CALLS;
}
#endif

/*
 * All timing of this tool in a Linux guest is by clock_gettime(), which reads the same
 * counter (CNTVCT_EL0, TSC) and is as cheap where the vDSO can; this tells whether it can.
 */
static void run(struct job *job)
{
	double by_call = call_ns(), by_syscall = syscall_ns();

	fact_num(job, by_call, "clock.read_ns");
	fact_str(job, by_call < by_syscall / 2 ? "vDSO" : "system call", "clock.read_by");
#if defined(__aarch64__)
	fact_num(job, counter_ns(), "clock.counter_read_ns");
#endif
}

static const struct fact_desc facts[] = {
	{"clock.read_ns", FACT_NUMBER, "ns", "what one reading of the tool's clock costs"},
	{"clock.read_by", FACT_STRING, NULL,
		"vDSO: the counter is read without the kernel; else: system call"},
	{"clock.counter_read_ns", FACT_NUMBER, "ns", "what reading CNTVCT_EL0 itself would cost"},
	{0},
};

PROBE(clock_cost) = {
	.id = "clock.cost",
	.title = "Which clock the tool measures with, and what reading it costs",
	.source = "clock_gettime(2), vdso(7)",
	.facts = facts,
	.run = run,
};
