/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/verdict.h"

void html_words(FILE *out, const struct report *report)
{
	html_put(out, "<section id=\"words\"><h2>What the words mean</h2>\n<dl class=\"words\">\n");
	for (enum verdict v = VERDICT_PASS; v < VERDICT_COUNT; v++) {
		html_put(out, "<dt>");
		html_badge(out, verdict_tone(verdict_word(v)), verdict_word(v));
		html_put(out, "</dt><dd>%s</dd>\n", verdict_meaning(v));
	}
	html_put(out, "</dl>\n<p>p99 is the value that 99 of 100 measurements do not exceed. A "
		      "percentile is given only where at least one value lies beyond it; "
		      "otherwise there is a dash. In a percentile plot each step to the right "
		      "leaves a tenth of the values: a line that rises there has a long "
		      "tail.</p>\n");
	if (report->plots.count)
		html_put(out, "<p>A picture over time shows how many values of each size there "
			      "were in each slice of time: a stall is a column of dots high above "
			      "the rest, with a gap behind it.</p>\n<p>Curves differ in dashes as "
			      "well as in colour. The pictures are "
			      "in the folder plots beside this page, as SVG and PNG.</p>\n");
	html_put(out, "</section>\n");
}
