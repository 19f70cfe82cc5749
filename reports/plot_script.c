/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"

#include "reports/metric.h"
#include "reports/quantity.h"

#include <string.h>

#define NAME	 48 /* above a PNG, for its name */
#define WIDTH	 520
#define HEIGHT	 300
#define BELOW	 "\\n \" offset 0,0.4" /* an empty line keeps the legend off the label */
#define KEY_LINE 18		       /* the legend below the plot takes one line for each curve */
#define PNG	 1.5		       /* pixels of a PNG for one of an SVG, each way */

void plot_script_begin(FILE *out)
{
	fputs("if (GPVAL_VERSION < 5.2) print 'this is too old a version'; exit status 1\n"
	      "set encoding utf8\n"
	      "set micro\n"
	      "set border 3 lc rgb '#666666' lw 1\n"
	      "set tics nomirror out scale 0.6 textcolor rgb '#333333'\n"
	      "set grid xtics ytics lc rgb '#e2e2e2' lt 1 lw 1\n"
	      "set key below left vertical maxcols 1 Left reverse samplen 4 noenhanced\n"
	      "set title noenhanced\n"
	      "set palette defined (0 '#d6e6f2', 0.35 '#6aaed6', 0.7 '#2070b4', 1 '#08204a')\n",
		out);
}

/* The word for the axis of values; times carry their unit at each tick. */
static const char *axis_word(const char *unit)
{
	static const struct {
		const char *unit, *word;
	} words[] = {{"1/s", "per second"}, {"MB/s", "MB/s"}, {"ratio", "ratio"}, {"ppm", "ppm"},
		{"exits", "exits to the device model"}, {"frames", "frames"}, {"count", "count"}};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (!strcmp(words[i].unit, unit))
			return words[i].word;
	return quantity_seconds(unit) ? "time" : "value";
}

static void value_axis(FILE *out, char axis, const struct plot *plot)
{
	const char *unit = plot->chart->unit;

	fprintf(out, "set %clabel \"%s%s\n", axis, axis_word(unit), axis == 'x' ? BELOW : "\"");
	fprintf(out, "set format %c '%s'\n", axis, quantity_seconds(unit) ? "%.0s %cs" : "%g");
	if (plot->kind == PLOT_HEAT || plot_is_logarithmic(plot->chart))
		fprintf(out, "set logscale %c\n", axis);
	else if (plot->kind == PLOT_HISTOGRAM || plot->kind == PLOT_CDF)
		fprintf(out, "set autoscale %cfix\n", axis);
}

/* As far as there are values: up to the next of p99, p99.9, and a little past p99.99. */
static int percentile_range(const struct chart *chart)
{
	json_int_t most = 0;

	for (size_t i = 0; i < chart->count; i++)
		if (metric_count(chart->curves[i].metric) > most)
			most = metric_count(chart->curves[i].metric);
	return most <= 100 ? 100 : most <= 1000 ? 1000 : most < 10000 ? 10000 : 20000;
}

static void axes(FILE *out, const struct plot *plot)
{
	fputs("unset logscale\nset autoscale\nset xtics auto\nset format '%g'\n", out);
	if (plot->kind == PLOT_PERCENTILES) {
		fprintf(out, "set logscale x\nset xrange [1:%d]\n", percentile_range(plot->chart));
		fputs("set xlabel \"percentile" BELOW "\n"
		      "set xtics ('0' 1, '50' 2, '90' 10, '99' 100, '99.9' 1000, '99.99' 10000)\n",
			out);
		value_axis(out, 'y', plot);
		return;
	}
	if (plot->kind == PLOT_LOAD) {
		fputs("set logscale x 2\nset xlabel \"queue depth" BELOW "\n", out);
		value_axis(out, 'y', plot);
		return;
	}
	if (plot->kind == PLOT_HEAT) {
		fputs("set logscale cb\nset cblabel 'values'\n"
		      "set xrange [0:*]\nset xlabel \"seconds since it began" BELOW "\n",
			out);
		value_axis(out, 'y', plot);
		return;
	}
	value_axis(out, 'x', plot);
	fprintf(out, "set ylabel '%s'\n",
		plot->kind == PLOT_CDF ? "values at or below (%)" : "share of values (%)");
	fprintf(out, "set yrange [0:%s]\n", plot->kind == PLOT_CDF ? "100" : "*");
}

static void put_style(FILE *out, const struct curve *curve)
{
	struct plot_style style = plot_style(curve->colour, curve->dashes);

	fprintf(out, "lc rgb '%s' lw 2 ", style.colour);
	if (style.dashes[0] == 'n')
		fputs("dt 1", out);
	else
		fprintf(out, "dt (%s)", style.dashes);
}

static void draw(FILE *out, const struct plot *plot, size_t index)
{
	static const char *const ways[] = {
		[PLOT_CDF] = "steps",
		[PLOT_PERCENTILES] = "lines",
		[PLOT_HISTOGRAM] = "lines",
		[PLOT_LOAD] = "linespoints pt 7 ps 0.6",
	};
	size_t curves = plot->chart->count;
	bool filled = plot->kind == PLOT_HISTOGRAM && curves == 1;

	if (plot->kind == PLOT_HEAT) {
		fprintf(out,
			"plot '%zu.dat' using (($1+$2)/2):(sqrt($3*$4)):1:2:3:4:5 "
			"with boxxyerror fc palette fs solid noborder notitle\n",
			index);
		return;
	}
	for (size_t i = 0; i < curves; i++) {
		fprintf(out, "%s '%zu.dat' index %zu using 1:2 with %s ", i ? ", \\\n " : "plot",
			index, i,
			filled ? "filledcurves y=0 fs solid 0.35 border" : ways[plot->kind]);
		put_style(out, &plot->chart->curves[i]);
		if (filled) /* else it is of gnuplot's own first colour */
			fprintf(out, " fc rgb '%s'",
				plot_style(plot->chart->curves[i].colour, 0).colour);
		fputs(" title columnheader(1)", out);
	}
	fputc('\n', out);
}

void plot_script(FILE *out, const struct plot *plot, size_t index)
{
	unsigned height = HEIGHT + KEY_LINE * (unsigned)plot->chart->count;

	axes(out, plot);
	fprintf(out, "set terminal svg size %d,%u dynamic font 'Helvetica,Arial,sans-serif,13' ",
		WIDTH, height);
	fprintf(out, "name 'p%zu'\nset output '%zu.svg'\nunset title\n", index, index);
	draw(out, plot, index);
	/* The page has a heading for it; a picture by itself needs its name. */
	fprintf(out,
		"name = ''\n"
		"stats 'names' every ::%zu::%zu using (name = name . strcol(1) . \"\\n\", 0) "
		"nooutput\n"
		"set terminal pngcairo size %g,%g font 'sans,10' fontscale %g linewidth %g\n"
		"set output '%zu.png'\nset title name noenhanced font ',7'\n",
		index * PLOT_NAME_LINES, index * PLOT_NAME_LINES + PLOT_NAME_LINES - 1, WIDTH * PNG,
		(height + NAME) * PNG, PNG, PNG, index);
	draw(out, plot, index);
	fputs("unset output\n", out);
}
