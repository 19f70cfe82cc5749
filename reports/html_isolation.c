/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "reports/isolation.h"
#include "reports/metric.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <math.h>

#define STRONG 3.0

/* What is no more than noise has no colour. */
static enum tone tone_of(double ratio, double noise)
{
	if (ratio >= ISOLATION_FELT && ratio <= noise)
		return TONE_NONE;
	return ratio >= STRONG ? TONE_BAD : ratio >= ISOLATION_FELT ? TONE_WARN : TONE_GOOD;
}

static enum tone tone_of_answer(enum disturbed disturbed)
{
	return disturbed == DISTURBED_YES  ? TONE_BAD
	       : disturbed == DISTURBED_NO ? TONE_GOOD
					   : TONE_WARN;
}

/* One line for each result. */
static void put_music(
	FILE *out, const struct report *report, const struct isolation *isolation, size_t result)
{
	char text[300];
	enum disturbed disturbed =
		isolation_music(&report->metrics, isolation, result, text, sizeof(text));

	html_put(out, "<p>");
	html_key(out, report, result);
	html_put(out, " <b>%s</b> ", ISOLATION_QUESTION);
	html_badge(out, tone_of_answer(disturbed), disturbed_word(disturbed));
	html_put(out, ": %s.</p>\n", text);
}

static void put_worst(
	FILE *out, const struct report *report, const struct isolation *isolation, size_t result)
{
	const struct disturbance *worst = isolation_worst(isolation, result);
	double ratio = worst ? isolation_ratio(worst, result, 99) : NAN;
	double noise = worst ? isolation_noise(isolation, worst, result, 99) : NAN;
	char times[32], conditions[300];

	html_put(out, "<p>");
	html_key(out, report, result);
	if (!worst) {
		html_put(out, " What was measured alone and under load cannot be compared.</p>\n");
		return;
	}
	snprintf(times, sizeof(times), "×%.2f", ratio);
	html_put(out, " Disturbed most: <b>%s</b> (%s) under <b>%s</b>: p99 ",
		text_at(worst->alone->any, "id"),
		match_conditions_but(worst->alone, ISOLATION_KEY, conditions, sizeof(conditions)),
		worst->load);
	html_badge(out, tone_of(ratio, noise), times);
	snprintf(times, sizeof(times), "×%.2f", noise);
	html_put(out, " of what it is alone");
	if (!isnan(noise))
		html_put(out, " (noise: alone again is %s)", times);
	html_put(out, ".</p>\n");
}

/* Where there was nothing alone, what the load added: "+3" xruns. */
static double added(const struct disturbance *row, size_t result, double percent)
{
	const json_t *alone = row->alone->of[result], *loaded = row->loaded->of[result];

	if (!alone || !loaded || metric_shown_percentile(alone, percent) != 0)
		return NAN;
	return metric_shown_percentile(loaded, percent);
}

static void put_ratio(FILE *out, const struct isolation *isolation, const struct disturbance *row,
	size_t result, double percent)
{
	double ratio = isolation_ratio(row, result, percent), more = added(row, result, percent);
	char text[32];

	html_put(out, "<td class=\"n\">");
	if (!isnan(ratio)) {
		snprintf(text, sizeof(text), "×%.2f", ratio);
		html_badge(out, tone_of(ratio, isolation_noise(isolation, row, result, percent)),
			text);
	} else if (!isnan(more)) {
		snprintf(text, sizeof(text), "+%g", more);
		html_badge(out, more > 0 ? TONE_BAD : TONE_GOOD, text);
	} else {
		html_put(out, "–");
	}
	html_put(out, "</td>");
}

static void put_pair(FILE *out, const struct disturbance *row, size_t result, double percent)
{
	const char *unit = text_at(row->alone->any, "unit");
	const json_t *both[] = {row->alone->of[result], row->loaded->of[result]};
	char text[64];

	for (size_t i = 0; i < 2; i++)
		html_put(out, "<td class=\"n\">%s</td>",
			quantity(both[i] ? metric_shown_percentile(both[i], percent) : NAN, unit,
				text, sizeof(text)));
}

static void put_row(FILE *out, const struct report *report, const struct isolation *isolation,
	const struct disturbance *row)
{
	bool number = json_object_get(row->alone->any, "value") != NULL;
	char conditions[300];

	match_conditions_but(row->alone, ISOLATION_KEY, conditions, sizeof(conditions));
	for (size_t r = 0; r < report->count; r++) {
		if (!row->alone->of[r] && !row->loaded->of[r])
			continue;
		html_put(out,
			"<tr><td><span class=\"id\">%s</span><span class=\"ev\">%s</span></td>"
			"<td>%s</td>",
			text_at(row->alone->any, "id"), conditions, row->load);
		if (report->count > 1) {
			html_put(out, "<td class=\"w1\">");
			html_key(out, report, r);
			html_put(out, "</td>");
		}
		put_pair(out, row, r, 99);
		put_ratio(out, isolation, row, r, 99);
		if (number)
			html_put(out, "<td class=\"n\">–</td>");
		else
			put_ratio(out, isolation, row, r, 99.9);
		html_put(out, "</tr>\n");
	}
}

void html_isolation(FILE *out, const struct report *report)
{
	struct isolation isolation = isolation_find(&report->metrics);

	if (isolation.count) {
		html_put(out,
			"<section id=\"isolation\"><h2>Isolation</h2>\n<p>How much a load on "
			"other devices, or a neighbour guest, disturbs what is measured beside "
			"it. ×1 is undisturbed; "
			"none-again is noise.</p>\n");
		for (size_t r = 0; r < report->count; r++)
			if (isolation_measured(&isolation, r)) {
				put_music(out, report, &isolation, r);
				put_worst(out, report, &isolation, r);
			}
		html_put(out,
			"<div class=\"wide\"><table><thead><tr><th>Measured</th><th>Load</th>");
		if (report->count > 1)
			html_put(out, "<th></th>");
		html_put(out,
			"<th class=\"n\">p99 alone</th><th class=\"n\">p99 under load</th>"
			"<th class=\"n\">p99</th><th class=\"n\">p99.9</th></tr></thead><tbody>\n");
		for (size_t i = 0; i < isolation.count; i++)
			put_row(out, report, &isolation, &isolation.rows[i]);
		html_put(out, "</tbody></table></div></section>\n");
	}
	isolation_free(&isolation);
}
