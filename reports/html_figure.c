/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

/* The picture itself has the alternative text: see plot_svg(). */
void html_figure(FILE *out, const struct plot *plot, const char *caption)
{
	html_put(out,
		"<figure><figcaption>%s <span class=\"files\"><a href=\"plots/%s.svg\">SVG</a>"
		"<a href=\"plots/%s.png\">PNG</a></span></figcaption>\n",
		caption, plot->file, plot->file);
	html_raw(out, plot->svg);
	html_put(out, "</figure>\n");
}
