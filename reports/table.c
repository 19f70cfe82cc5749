/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/table.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 32
#define GAP	    2

/* A cell with this colour is a line of its own. */
#define LINE ((enum colour) - 1)

__attribute__((format(printf, 3, 0))) static void add(
	struct table *table, enum colour colour, const char *fmt, va_list args)
{
	struct table_cell *cell;

	if (table->count == table->room) {
		table->room = table->room * 2 + 64;
		table->cells = realloc(table->cells, table->room * sizeof(*table->cells));
		if (!table->cells)
			abort();
	}
	cell = &table->cells[table->count++];
	cell->colour = colour;
	if (vasprintf(&cell->text, fmt, args) < 0)
		abort();
}

void table_cell(struct table *table, enum colour colour, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(table, colour, fmt, args);
	va_end(args);
}

void table_line(struct table *table, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(table, LINE, fmt, args);
	va_end(args);
}

/* Characters, not bytes: what continues one in UTF-8 is not counted. */
static size_t width_of(const char *text)
{
	size_t width = 0;

	for (; *text; text++)
		width += (*text & 0xc0) != 0x80;
	return width;
}

static void cut(char *text, unsigned widest)
{
	size_t width = 0;

	if (!widest || width_of(text) <= widest)
		return;
	for (char *at = text; *at; at++) {
		width += (*at & 0xc0) != 0x80;
		if (width > widest - 3) {
			strcpy(at, "...");
			return;
		}
	}
}

const char *colour_on(enum colour colour, bool colours)
{
	static const char *const codes[] = {
		[PLAIN] = "",
		[RED] = "\033[31m",
		[GREEN] = "\033[32m",
		[YELLOW] = "\033[33m",
		[CYAN] = "\033[36m",
		[DIM] = "\033[2m",
	};

	return colours ? codes[colour] : "";
}

const char *colour_off(enum colour colour, bool colours)
{
	return colours && colour != PLAIN ? "\033[0m" : "";
}

static void print_cell(
	const struct table_cell *cell, size_t width, bool last, FILE *out, bool colours)
{
	size_t pad = last ? 0 : width + GAP - width_of(cell->text);

	fprintf(out, "%s%s%s%*s", colour_on(cell->colour, colours), cell->text,
		colour_off(cell->colour, colours), (int)pad, "");
}

static void find_widths(struct table *table, size_t *widths)
{
	unsigned column = 0;

	for (size_t i = 0; i < table->count; i++) {
		if (table->cells[i].colour == LINE)
			continue;
		cut(table->cells[i].text, table->widest);
		size_t width = width_of(table->cells[i].text);

		if (width > widths[column])
			widths[column] = width;
		column = (column + 1) % table->columns;
	}
}

void table_print(struct table *table, FILE *out, bool colours)
{
	size_t widths[COLUMNS_MAX] = {0};
	unsigned column = 0;

	if (table->columns > COLUMNS_MAX)
		abort();
	find_widths(table, widths);
	for (size_t i = 0; i < table->count; i++) {
		struct table_cell *cell = &table->cells[i];
		bool last = column + 1 == table->columns;

		if (cell->colour == LINE) {
			fprintf(out, "%*s%s\n", (int)(widths[0] + GAP), "", cell->text);
		} else {
			print_cell(cell, widths[column], last, out, colours);
			if (last)
				fputc('\n', out);
			column = (column + 1) % table->columns;
		}
		free(cell->text);
	}
	free(table->cells);
	*table = (struct table){.columns = table->columns, .widest = table->widest};
}
