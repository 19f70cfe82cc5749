/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/fit.h"

#include <math.h>

void fit_add(struct fit *fit, double x, double y)
{
	double from_x, from_y, weight;

	fit->count++;
	weight = (double)(fit->count - 1) / (double)fit->count;
	from_x = x - fit->mean_x;
	from_y = y - fit->mean_y;
	fit->mean_x += from_x / (double)fit->count;
	fit->mean_y += from_y / (double)fit->count;
	fit->sum_xx += from_x * from_x * weight;
	fit->sum_xy += from_x * from_y * weight;
	fit->sum_yy += from_y * from_y * weight;
}

double fit_slope(const struct fit *fit)
{
	return fit->sum_xx > 0 ? fit->sum_xy / fit->sum_xx : NAN;
}

double fit_slope_error(const struct fit *fit)
{
	double residual;

	if (fit->count < 3 || fit->sum_xx <= 0)
		return INFINITY;
	residual = fmax(0, fit->sum_yy - fit->sum_xy * fit->sum_xy / fit->sum_xx);
	return sqrt(residual / (double)(fit->count - 2) / fit->sum_xx);
}
