/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html.h"
#include "reports/plot.h"

#include <stdlib.h>
#include <string.h>

/* Past the next `mark` at or after `text`; NULL where there is none. */
static const char *after(const char *text, const char *mark)
{
	const char *found = text ? strstr(text, mark) : NULL;

	return found ? found + strlen(mark) : NULL;
}

/*
 * Ids are unique in a page: gnuplot's canvas loses its own, and its point symbols, the
 * same in every picture, stand in the page's first picture only.
 */
static void put_body(FILE *out, const char *body, bool first)
{
	static const char canvas[] = " id=\"gnuplot_canvas\"";
	const char *at = strstr(body, canvas), *defs = strstr(body, "<defs>");
	const char *end = after(defs, "</defs>");

	if (at) {
		fwrite(body, 1, (size_t)(at - body), out);
		body = at + strlen(canvas);
	}
	if (!first && defs && end && defs > body) {
		fwrite(body, 1, (size_t)(defs - body), out);
		body = end;
	}
	html_raw(out, body);
}

char *plot_svg(const char *drawn, const struct plot *plot, bool first)
{
	const char *box = after(drawn, "viewBox=\""), *body = after(drawn, "</desc>");
	char alt[2000], *svg = NULL;
	size_t size;
	FILE *out;

	if (!box || !body)
		return NULL;
	out = open_memstream(&svg, &size);
	if (!out)
		return NULL;
	plot_alt(plot, alt, sizeof(alt));
	fprintf(out, "<svg viewBox=\"%.*s\" xmlns=\"http://www.w3.org/2000/svg\" ",
		(int)strcspn(box, "\""), box);
	fputs("xmlns:xlink=\"http://www.w3.org/1999/xlink\" ", out);
	html_put(out, "role=\"img\" aria-label=\"%s\">", alt);
	put_body(out, body, first);
	fclose(out);
	return svg;
}
