/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_FIT_H
#define BENCH_FIT_H

#include <stddef.h>
#include <stdint.h>

/*
 * A straight line through (x, y) by least squares, fed point by point (Welford's
 * updates, so that large values lose no digits).
 */
struct fit {
	size_t count;
	double mean_x, mean_y, sum_xx, sum_xy, sum_yy;
};

void fit_add(struct fit *fit, double x, double y);
double fit_slope(const struct fit *fit);
/* The slope's standard error; infinite with fewer than three points. */
double fit_slope_error(const struct fit *fit);

#endif
