/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_TICKS_H
#define CORE_TICKS_H

#include <stdint.h>

/*
 * Nanoseconds since a start of its own, for the time between two readings: never to be
 * compared with clock_ns() or a time that the kernel gives. On Arm this is the counter
 * itself (CNTVCT_EL0, CNTFRQ_EL0) where reading that is clearly cheaper than the clock
 * call, which reads the same counter and then has more to do; else the clock call.
 */
uint64_t ticks_ns(void);

/* What ticks_ns() reads, and what one reading was measured to cost when that was decided. */
struct ticks_choice {
	const char *by;		     /* "CNTVCT_EL0", "clock_gettime" */
	double clock_ns, counter_ns; /* counter_ns 0: no counter that a program can use */
	uint64_t frequency_hz;
};
const struct ticks_choice *ticks_choice(void);

#endif
