/* SPDX-License-Identifier: Apache-2.0 */
#include "core/ticks.h"

#include "core/clock.h"

#include <pthread.h>
#include <stdbool.h>

#define CALLS	64
#define ROUNDS	5
#define CHEAPER 0.8 /* than the clock call, to be worth an epoch of its own */
#define SECOND	1000000000u

static struct ticks_choice choice = {.by = "clock_gettime"};
static bool by_counter;
static pthread_once_t chosen = PTHREAD_ONCE_INIT;

#if defined(__aarch64__)
/* Not read ahead of what stands before it (Arm ARM D12.1), as the vDSO does it. */
static uint64_t counter(void)
{
	uint64_t value;

	__asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(value)::"memory");
	return value;
}

static uint64_t frequency(void)
{
	uint64_t value;

	__asm__ volatile("mrs %0, cntfrq_el0" : "=r"(value));
	return value;
}
#else
/* The TSC's frequency is not told to programs. */
static uint64_t counter(void)
{
	return 0;
}

static uint64_t frequency(void)
{
	return 0;
}
#endif

/* Of several rounds the fastest, as the others were interrupted. */
static double cost_ns(uint64_t (*read)(void))
{
	double least = 0;

	for (int round = 0; round < ROUNDS; round++) {
		uint64_t start = clock_ns();
		double each;

		for (int i = 0; i < CALLS; i++)
			read();
		each = (double)(clock_ns() - start) / CALLS;
		if (!round || each < least)
			least = each;
	}
	return least;
}

static void choose(void)
{
	choice.clock_ns = cost_ns(clock_ns);
	choice.frequency_hz = frequency();
	if (!choice.frequency_hz)
		return;
	choice.counter_ns = cost_ns(counter);
	by_counter = choice.counter_ns < choice.clock_ns * CHEAPER;
	if (by_counter)
		choice.by = "CNTVCT_EL0";
}

const struct ticks_choice *ticks_choice(void)
{
	pthread_once(&chosen, choose);
	return &choice;
}

uint64_t ticks_ns(void)
{
	uint64_t ticks;

	pthread_once(&chosen, choose);
	if (!by_counter)
		return clock_ns();
	ticks = counter();
	return ticks / choice.frequency_hz * SECOND +
	       ticks % choice.frequency_hz * SECOND / choice.frequency_hz;
}
