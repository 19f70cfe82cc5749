/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_STEADY_H
#define BENCH_STEADY_H

#include "core/hist.h"

#include <stdbool.h>

/*
 * When a load has become steady: latencies are gathered in windows of time, and all
 * windows are dropped until the median of one is within 10 % of that of the window
 * before it. A window with too few latencies for a median goes on until it has enough.
 */
#define STEADY_WINDOW_NS    50000000u
#define STEADY_WINDOW_LEAST 16u

struct steady {
	struct hist window; /* latencies go here */
	uint64_t window_end;
	double last_median; /* 0: no window has ended yet */
};

void steady_begin(struct steady *steady, uint64_t now);
/* To be asked after each addition; true once, when the load has become steady. */
bool steady_reached(struct steady *steady, uint64_t now);

#endif
