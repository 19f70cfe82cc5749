/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include <limits.h>
#include <stdlib.h>

static bool needs_attention(const struct finding *f)
{
	return f->outcome == OUTCOME_UNMET || f->outcome == OUTCOME_UNKNOWN ||
	       f->outcome == OUTCOME_WAIVED;
}

static void finding_row(FILE *out, const struct finding *f)
{
	char reason[1500];

	html_put(out, "<tr><td class=\"w1\">");
	html_badge(out, finding_tone(f), finding_label(f));
	html_put(out,
		"</td><td class=\"w1\">%s</td><td class=\"req\">%s<span class=\"ev "
		"id\">%s</span></td><td>%s</td>"
		"<td>%s</td><td class=\"reason\">%s",
		requirement_level_word(f->requirement->level), f->requirement->title,
		f->requirement->id, f->expected, f->observed ? f->observed : "–",
		f->outcome == OUTCOME_MET ? "" : render_reason(f, reason, sizeof(reason)));
	if (needs_attention(f))
		html_put(out, "<span class=\"ev\">Why: %s (%s)</span>", f->requirement->rationale,
			f->requirement->source);
	html_put(out, "</td></tr>\n");
}

static void finding_table(FILE *out, const struct finding **order, size_t count, bool attention)
{
	html_put(out, "<div class=\"wide\"><table><thead><tr><th>Verdict</th><th>Level</th>"
		      "<th>Requirement</th><th>Expected</th><th>Observed</th><th>Reason</th></tr>"
		      "</thead><tbody>\n");
	for (size_t i = 0; i < count; i++)
		if (needs_attention(order[i]) == attention)
			finding_row(out, order[i]);
	html_put(out, "</tbody></table></div>\n");
}

/* What fails stands open; what is met is there for who wants to see it. */
static void one_judgement(FILE *out, const struct judgement *j)
{
	const struct finding **order = render_order(j);
	size_t attention = 0;

	for (size_t i = 0; i < j->count; i++)
		attention += needs_attention(order[i]);
	if (attention)
		finding_table(out, order, j->count, true);
	else
		html_put(out, "<p>Nothing needs attention.</p>\n");
	if (attention < j->count) {
		html_put(out,
			"<details><summary>%zu more <span class=\"soft\">met, not applicable "
			"or not judged</span></summary>\n",
			j->count - attention);
		finding_table(out, order, j->count, false);
		html_put(out, "</details>\n");
	}
	free(order);
}

/* A row of the table of several results: the finding that needs attention most leads. */
struct ranked {
	size_t requirement;
	unsigned rank;
	bool attention;
};

static int by_rank(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->rank != y->rank)
		return (x->rank > y->rank) - (x->rank < y->rank);
	return (x->requirement > y->requirement) - (x->requirement < y->requirement);
}

/* To be freed. */
static struct ranked *rank_rows(const struct judged *judged, size_t *attention)
{
	size_t count = judged->profile->count;
	struct ranked *rows = calloc(count + 1, sizeof(*rows));

	if (!rows)
		abort();
	*attention = 0;
	for (size_t i = 0; i < count; i++) {
		rows[i] = (struct ranked){i, UINT_MAX, false};
		for (size_t r = 0; r < judged->count; r++) {
			const struct finding *f = &judged->results[r].findings[i];

			if (finding_rank(f) < rows[i].rank)
				rows[i].rank = finding_rank(f);
			rows[i].attention |= needs_attention(f);
		}
		*attention += rows[i].attention;
	}
	qsort(rows, count, sizeof(*rows), by_rank);
	return rows;
}

static void matrix_row(FILE *out, const struct report *report, size_t requirement)
{
	const struct judged *judged = report->judged;
	const struct requirement *r = &judged->profile->requirements[requirement];

	html_put(out,
		"<tr><td class=\"w1\">%s</td><td class=\"req\">%s<span class=\"ev "
		"id\">%s</span></td>",
		requirement_level_word(r->level), r->title, r->id);
	for (size_t i = 0; i < judged->count; i++) {
		const struct finding *f = &judged->results[i].findings[requirement];
		char reason[1500];

		html_put(out, "<td>");
		html_badge(out, finding_tone(f), finding_label(f));
		if (f->observed)
			html_put(out, "<span class=\"ev\">%s</span>", f->observed);
		if (f->outcome != OUTCOME_MET)
			html_put(out, "<span class=\"ev\">%s</span>",
				render_reason(f, reason, sizeof(reason)));
		html_put(out, "</td>");
	}
	html_put(out, "</tr>\n");
}

static void matrix(
	FILE *out, const struct report *report, const struct ranked *rows, bool attention)
{
	html_put(out, "<div class=\"wide\"><table><thead><tr><th>Level</th><th>Requirement</th>");
	html_result_heads(out, report);
	html_put(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < report->judged->profile->count; i++)
		if (rows[i].attention == attention)
			matrix_row(out, report, rows[i].requirement);
	html_put(out, "</tbody></table></div>\n");
}

static void several_judgements(FILE *out, const struct report *report)
{
	size_t attention, count = report->judged->profile->count;
	struct ranked *rows = rank_rows(report->judged, &attention);

	if (attention)
		matrix(out, report, rows, true);
	else
		html_put(out, "<p>Nothing needs attention.</p>\n");
	if (attention < count) {
		html_put(out,
			"<details><summary>%zu more <span class=\"soft\">met, not applicable or "
			"not judged by all</span></summary>\n",
			count - attention);
		matrix(out, report, rows, false);
		html_put(out, "</details>\n");
	}
	free(rows);
}

static void waiver_line(void *to, const char *text)
{
	html_put(to, "<p>%s</p>\n", text);
}

void html_requirements(FILE *out, const struct report *report)
{
	const struct judged *judged = report->judged;

	if (!judged)
		return;
	html_put(out, "<section id=\"requirements\"><h2>Requirements of %s %s</h2>\n",
		judged->profile->name, judged->profile->version);
	if (judged->profile->title)
		html_put(out, "<p class=\"soft\">%s</p>\n", judged->profile->title);
	if (report->count == 1)
		one_judgement(out, judged->results);
	else
		several_judgements(out, report);
	render_waivers(judged, waiver_line, out);
	html_put(out, "</section>\n");
}
