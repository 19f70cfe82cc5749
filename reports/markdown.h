/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_MARKDOWN_H
#define REPORTS_MARKDOWN_H

#include <stdio.h>

/* Text as text: nothing in it may end a table's cell, begin markup or be taken for HTML. */
void markdown_text(FILE *out, const char *text);
/* The same in a cell of a table, and the bar behind it. */
void markdown_cell(FILE *out, const char *text);

#endif
