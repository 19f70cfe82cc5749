/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/*
 * Okabe and Ito's colours for all kinds of colour vision, without the yellow that paper
 * does not show. A curve that takes both by its number has a pair of its own among 56,
 * as 8 and 7 have no common factor.
 */
struct plot_style plot_style(unsigned colour, unsigned dash)
{
	static const char *const colours[] = {"#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00",
		"#56B4E9", "#000000", "#777777"};
	static const char *const dashes[] = {
		"none", "9,3", "3,3", "9,3,2,3", "14,4", "2,3", "9,3,2,3,2,3"};

	return (struct plot_style){colours[colour % COUNT(colours)], dashes[dash % COUNT(dashes)]};
}

const char *plot_kind_title(enum plot_kind kind)
{
	static const char *const titles[] = {
		[PLOT_CDF] = "Cumulative distribution",
		[PLOT_PERCENTILES] = "Percentiles",
		[PLOT_HISTOGRAM] = "Histogram",
		[PLOT_LOAD] = "By queue depth",
		[PLOT_HEAT] = "Over time",
	};

	return titles[kind];
}
