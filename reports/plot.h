/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_PLOT_H
#define REPORTS_PLOT_H

#include "reports/chart.h"

#include <stdio.h>

/*
 * Plots of charts, drawn by gnuplot, many by each process. What comes from a document
 * reaches gnuplot as data only: the script is this program's own words and numbers, and
 * names stand in data files, from which gnuplot takes them as text.
 */
enum plot_kind {
	PLOT_CDF,	  /* share of values at or below */
	PLOT_PERCENTILES, /* value at p50 ... p99.99, the tail stretched */
	PLOT_HISTOGRAM,	  /* share of values by value */
	PLOT_LOAD,	  /* value by queue depth */
	PLOT_HEAT,	  /* how many values by value and time */
	PLOT_KINDS
};

struct plot {
	enum plot_kind kind;
	const struct chart *chart;
	char file[120]; /* name of its .svg and .png, without the ending */
	char *svg;	/* to stand inside a page; with alternative text */
};

struct plots {
	struct plot *items;
	size_t count;
	char directory[4096]; /* where the files are until plots_publish() */
};

/* How one curve looks: told apart by colour (Okabe-Ito) and, in print, by dashes. */
struct plot_style {
	const char *colour, *dashes; /* dashes as in SVG's stroke-dasharray */
};
struct plot_style plot_style(unsigned colour, unsigned dashes);

/* Draws into a new directory below `directory`; -errno with msg where gnuplot fails. */
int plots_draw(struct plots *plots, const struct charts *charts, const char *directory,
	struct message *msg);
/* Before anything of an earlier page is touched: makes <directory>/plots, and has the disk hold
 * what was drawn. */
int plots_settle(const struct plots *plots, const char *directory, struct message *msg);
/* Moves the files to <directory>/plots; what an earlier page left there is removed. */
int plots_publish(struct plots *plots, const char *directory, struct message *msg);
void plots_free(struct plots *plots);

/* What a plot shows, in words, for those who do not see it. Returns `text`. */
const char *plot_alt(const struct plot *plot, char *text, size_t size);
const char *plot_kind_title(enum plot_kind kind);
/* Whether a chart is plotted in that way. */
bool plot_wanted(const struct chart *chart, enum plot_kind kind);

/* plot_points.c: the points of one curve, a line each, x and y (PLOT_HEAT: see there). */
void plot_points(FILE *out, enum plot_kind kind, const struct chart *chart, size_t curve);
/* The axis of values is logarithmic where all are above zero and they span enough. */
bool plot_is_logarithmic(const struct chart *chart);

#define PLOT_NAME_LINES 3 /* lines of the file "names" that each plot has */
/* plot_script.c: what draws plot number `index` to <index>.svg and <index>.png. */
void plot_script_begin(FILE *out);
void plot_script(FILE *out, const struct plot *plot, size_t index);

/* plot_run.c: writes data and scripts into plots->directory, and has them drawn. */
int plots_run(const struct plots *plots, struct message *msg);

/* plot_gnuplot.c: runs gnuplot in `directory` with the file `script` there. */
int gnuplot_run(const char *directory, const char *script, struct message *msg);

/* plot_svg.c: what gnuplot wrote, made fit to stand inside a page; to be freed. */
char *plot_svg(const char *drawn, const struct plot *plot, bool first);

#endif
