/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markdown.h"

#include <string.h>

void markdown_text(FILE *out, const char *text)
{
	for (; *text; text++) {
		if (*text == '\n' || *text == '\r')
			fputc(' ', out);
		else if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else
			fprintf(out, "%s%c", strchr("|*_`[\\", *text) ? "\\" : "", *text);
	}
}

void markdown_cell(FILE *out, const char *text)
{
	markdown_text(out, text);
	fputs(" | ", out);
}
