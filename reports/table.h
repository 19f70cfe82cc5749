/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include <stdbool.h>
#include <stdio.h>

/*
 * Aligned columns of text for people. Cells are copied; the first row is the heading.
 * A cell that is wider than its column may be is cut and ends in "...".
 */
enum colour { PLAIN, RED, GREEN, YELLOW, CYAN, DIM };

struct table {
	unsigned columns;
	unsigned widest; /* characters in a cell; 0: no limit */
	struct table_cell {
		char *text;
		enum colour colour;
	} * cells;
	size_t count, room;
};

void table_cell(struct table *table, enum colour colour, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* A line of its own below the row, from the second column on; not aligned, not cut. */
void table_line(struct table *table, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Prints and frees. */
void table_print(struct table *table, FILE *out, bool colours);

const char *colour_on(enum colour colour, bool colours);
const char *colour_off(enum colour colour, bool colours);

#endif
