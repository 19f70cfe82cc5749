/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/plot.h"

#include "core/json.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const endings[] = {"svg", "png"};

/* Ids may come from anybody: what is no plain letter has no place in a file's name. */
static void file_name(char *file, size_t size, size_t number, const struct plot *plot)
{
	static const char *const words[] = {"cdf", "percentiles", "histogram", "load", "heat"};
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz0123456789._";
	char id[80];

	snprintf(id, sizeof(id), "%s", plot->chart->id);
	for (char *c = id; *c; c++)
		if (!strchr(plain, *c))
			*c = '_';
	snprintf(file, size, "%03zu-%s-%s", number, id, words[plot->kind]);
}

static bool ends_with(const char *data, size_t size, const char *end)
{
	return size >= strlen(end) && !memcmp(data + size - strlen(end), end, strlen(end));
}

/* gnuplot says nothing of a full disk: a picture is there if its end is. */
static int collect(struct plots *plots, size_t index, struct message *msg)
{
	static const char *const ends[] = {"</svg>\n\n", "IEND\xae\x42\x60\x82"};
	char path[4300];
	size_t size;

	for (size_t i = 0; i < 2; i++) {
		char *data;
		bool whole;

		snprintf(path, sizeof(path), "%s/%zu.%s", plots->directory, index, endings[i]);
		data = file_read_whole(path, &size, msg);
		if (!data)
			return -errno;
		whole = ends_with(data, size, ends[i]);
		if (whole && i == 0)
			plots->items[index].svg = plot_svg(data, &plots->items[index], !index);
		free(data);
		if (!whole || !plots->items[index].svg)
			return message_set(msg, -EIO,
				"gnuplot did not write all of %s.%s: is the disk full? make room "
				"there or use --no-plots",
				plots->items[index].file, endings[i]);
	}
	return 0;
}

/* A histogram shows jitter and cadence best; of a latency the other two tell more. */
bool plot_wanted(const struct chart *chart, enum plot_kind kind)
{
	static const char *const shown[] = {"jitter", "flip", "cadence", "interval"};

	if (chart->kind == CHART_LOAD || kind == PLOT_LOAD)
		return chart->kind == CHART_LOAD && kind == PLOT_LOAD;
	if (chart->kind == CHART_HEAT || kind == PLOT_HEAT)
		return chart->kind == CHART_HEAT && kind == PLOT_HEAT;
	if (kind != PLOT_HISTOGRAM)
		return true;
	for (size_t i = 0; i < sizeof(shown) / sizeof(*shown); i++)
		if (strstr(chart->id, shown[i]))
			return true;
	return false;
}

static int list_plots(struct plots *plots, const struct charts *charts)
{
	plots->items = calloc(charts->count * PLOT_KINDS + 1, sizeof(*plots->items));
	if (!plots->items)
		return -ENOMEM;
	for (size_t i = 0; i < charts->count; i++)
		for (enum plot_kind kind = 0; kind < PLOT_KINDS; kind++) {
			struct plot *plot = &plots->items[plots->count];

			if (!plot_wanted(&charts->items[i], kind))
				continue;
			*plot = (struct plot){.kind = kind, .chart = &charts->items[i]};
			file_name(plot->file, sizeof(plot->file), ++plots->count, plot);
		}
	return 0;
}

int plots_draw(struct plots *plots, const struct charts *charts, const char *directory,
	struct message *msg)
{
	int err;

	*plots = (struct plots){0};
	if (list_plots(plots, charts))
		return message_set(msg, -ENOMEM, "out of memory");
	if (!plots->count)
		return 0;
	snprintf(plots->directory, sizeof(plots->directory), "%s/.plots.XXXXXX", directory);
	if (!mkdtemp(plots->directory)) {
		plots->directory[0] = '\0';
		return message_set(msg, -errno, "cannot write into %s: %s%s", directory,
			strerror(errno), file_remedy(-errno));
	}
	err = plots_run(plots, msg);
	for (size_t i = 0; !err && i < plots->count; i++)
		err = collect(plots, i, msg);
	return err;
}
