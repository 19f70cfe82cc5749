/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/steady.h"

#include <math.h>

#define TOLERANCE 0.10

void steady_begin(struct steady *steady, uint64_t now)
{
	hist_clear(&steady->window);
	steady->window_end = now + STEADY_WINDOW_NS;
	steady->last_median = 0;
}

bool steady_reached(struct steady *steady, uint64_t now)
{
	double median, last = steady->last_median;

	if (now < steady->window_end || steady->window.count < STEADY_WINDOW_LEAST)
		return false;
	median = hist_percentile(&steady->window, 50);
	hist_clear(&steady->window);
	steady->window_end = now + STEADY_WINDOW_NS;
	steady->last_median = median;
	return last > 0 && fabs(median - last) <= TOLERANCE * last;
}
