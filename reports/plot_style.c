/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"

/*
 * Okabe and Ito's colours for all kinds of colour vision, without the yellow that paper
 * does not show; neighbours differ in lightness, too, for a print in grey.
 */
const struct plot_style *plot_style(unsigned index)
{
	static const struct plot_style styles[] = {
		{"#0072B2", "none"},
		{"#D55E00", "9,3"},
		{"#009E73", "3,3"},
		{"#CC79A7", "9,3,2,3"},
		{"#E69F00", "none"},
		{"#56B4E9", "14,4"},
		{"#000000", "2,3"},
		{"#777777", "9,3,2,3,2,3"},
	};

	return &styles[index % (sizeof(styles) / sizeof(*styles))];
}

const char *plot_kind_title(enum plot_kind kind)
{
	static const char *const titles[] = {
		[PLOT_CDF] = "Cumulative distribution",
		[PLOT_PERCENTILES] = "Percentiles",
		[PLOT_HISTOGRAM] = "Histogram",
	};

	return titles[kind];
}
