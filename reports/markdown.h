/* SPDX-License-Identifier: Apache-2.0 */
#ifndef REPORTS_MARKDOWN_H
#define REPORTS_MARKDOWN_H

#include <stdio.h>

/*
 * Text in a cell of a table, and the bar behind it: nothing in it may end the cell, begin
 * markup or be taken for HTML.
 */
void markdown_cell(FILE *out, const char *text);

#endif
