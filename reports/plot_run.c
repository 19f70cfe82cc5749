/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"
#include "reports/parallel.h"
#include "reports/plot.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define SCRIPT	      "script-%zu"
#define SCRIPTS_MAX   8
#define PLOTS_EACH    12 /* less is not worth another process */
#define NAMES	      "names"
#define LINE_MAX_TEXT 84

/*
 * A name as a quoted string of a data file. gnuplot runs nothing that it reads as data;
 * quotes would end the string, and the rest is what SVG has a use for.
 */
static void put_name(FILE *out, const char *name)
{
	putc('"', out);
	for (; *name; name++)
		putc(*name < ' ' || *name > '~' || strchr("\"\\`<>&", *name) ? '_' : *name, out);
	fputs("\"\n", out);
}

/* A name in lines that fit over a picture, broken at spaces; what is left is cut off. */
static void put_lines(FILE *out, const char *name)
{
	for (unsigned line = 0; line < PLOT_NAME_LINES; line++) {
		size_t length = strlen(name), taken;
		char text[LINE_MAX_TEXT + 1];

		if (length > LINE_MAX_TEXT)
			for (length = LINE_MAX_TEXT; length > LINE_MAX_TEXT / 2; length--)
				if (name[length] == ' ')
					break;
		taken = length + (name[length] == ' ');
		snprintf(text, sizeof(text), "%.*s", (int)length, name);
		put_name(out, text);
		name += taken;
	}
}

static FILE *open_in(const struct plots *plots, const char *name, struct message *msg)
{
	char path[4300];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", plots->directory, name);
	file = fopen(path, "we");
	if (!file)
		file_cannot_write(path, -errno, msg);
	return file;
}

static int close_written(FILE *file, const struct plots *plots, struct message *msg)
{
	int err = fflush(file) ? -errno : ferror(file) ? -EIO : 0;

	if (fclose(file) && !err)
		err = -errno;
	return err ? message_set(msg, err, "cannot write into %s: %s%s", plots->directory,
			     strerror(-err), file_remedy(err))
		   : 0;
}

/* The curves of one plot, two blank lines between them, each with its name in front. */
static int write_data(const struct plots *plots, size_t index, struct message *msg)
{
	const struct plot *plot = &plots->items[index];
	char name[32];
	FILE *out;

	snprintf(name, sizeof(name), "%zu.dat", index);
	out = open_in(plots, name, msg);
	if (!out)
		return -EIO;
	for (size_t i = 0; i < plot->chart->count; i++) {
		put_name(out, plot->chart->curves[i].label);
		plot_points(out, plot->kind, plot->chart, i);
		fputs("\n\n", out);
	}
	return close_written(out, plots, msg);
}

static int write_names(const struct plots *plots, struct message *msg)
{
	FILE *out = open_in(plots, NAMES, msg);

	if (!out)
		return -EIO;
	for (size_t i = 0; i < plots->count; i++)
		put_lines(out, plots->items[i].chart->name);
	return close_written(out, plots, msg);
}

/* Every `scripts`-th plot, from number `script` on. */
static int write_script(
	const struct plots *plots, size_t script, size_t scripts, struct message *msg)
{
	char name[32];
	FILE *out;

	snprintf(name, sizeof(name), SCRIPT, script);
	out = open_in(plots, name, msg);
	if (!out)
		return -EIO;
	plot_script_begin(out);
	for (size_t i = script; i < plots->count; i += scripts)
		plot_script(out, &plots->items[i], i);
	return close_written(out, plots, msg);
}

struct drawing {
	const struct plots *plots;
	size_t scripts;
	struct message messages[SCRIPTS_MAX]; /* empty where all went well */
};

static void draw(size_t script, void *to)
{
	struct drawing *drawing = to;
	char name[32];

	snprintf(name, sizeof(name), SCRIPT, script);
	if (!write_script(drawing->plots, script, drawing->scripts, &drawing->messages[script]))
		gnuplot_run(drawing->plots->directory, name, &drawing->messages[script]);
}

/* PNG is what takes the time: a gnuplot for each CPU, one where there is little to do. */
static int draw_all(const struct plots *plots, struct message *msg)
{
	struct drawing drawing = {.plots = plots, .scripts = 1 + plots->count / PLOTS_EACH};
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);

	if (drawing.scripts > (size_t)cpus)
		drawing.scripts = (size_t)cpus;
	if (drawing.scripts > SCRIPTS_MAX)
		drawing.scripts = SCRIPTS_MAX;
	parallel_each(drawing.scripts, draw, &drawing);
	for (size_t i = 0; i < drawing.scripts; i++)
		if (drawing.messages[i].text[0])
			return message_set(msg, -EIO, "%s", drawing.messages[i].text);
	return 0;
}

int plots_run(const struct plots *plots, struct message *msg)
{
	int err = write_names(plots, msg);

	for (size_t i = 0; !err && i < plots->count; i++)
		err = write_data(plots, i, msg);
	return err ? err : draw_all(plots, msg);
}
