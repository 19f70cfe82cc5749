/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/unit.h"
#include "core/verdict.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

static enum verdict word_of(const json_t *verdict)
{
	return verdict ? verdict_from_word(text_at(verdict, "word")) : VERDICT_NONE;
}

/* What a reader should look at; the others are as they should be, or were not tried. */
static bool needs_attention(enum verdict verdict)
{
	return verdict >= VERDICT_BLOCKED;
}

/* The most severe that any result says of that check. */
static enum verdict worst_of(const struct match_row *row, size_t results)
{
	enum verdict worst = VERDICT_NONE;

	for (size_t i = 0; i < results; i++)
		if (word_of(row->of[i]) > worst)
			worst = word_of(row->of[i]);
	return worst;
}

struct ranked {
	const struct match_row *row;
	enum verdict worst;
};

static int by_severity(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;

	if (x->worst != y->worst)
		return (x->worst < y->worst) - (x->worst > y->worst);
	return (x->row > y->row) - (x->row < y->row);
}

static void put_evidence(FILE *out, const json_t *verdict)
{
	const json_t *evidence = json_object_get(verdict, "evidence");

	if (*text_at(verdict, "reason"))
		html_put(out, "%s", text_at(verdict, "reason"));
	if (evidence)
		html_put(out, "<span class=\"ev\">expected %s; observed %s</span>",
			text_at(evidence, "expected"), text_at(evidence, "observed"));
}

static void put_subject(FILE *out, const json_t *verdict)
{
	const struct unit *unit = unit_find(text_at(verdict, "id"));
	const json_t *statements = json_object_get(verdict, "statements"), *statement;
	size_t i;

	if (unit)
		html_put(out, "%s<br>", unit->title);
	html_put(out, "<span class=\"%s id\">%s", unit ? "soft" : "", text_at(verdict, "id"));
	if (*text_at(verdict, "device"))
		html_put(out, " on %s", text_at(verdict, "device"));
	json_array_foreach (statements, i, statement)
		html_put(out, "%s%s", i ? " " : " · ", json_string_value(statement));
	html_put(out, "</span>");
}

static void row_one(FILE *out, const json_t *verdict)
{
	html_put(out, "<td class=\"w1\">");
	html_badge(out, verdict_tone(text_at(verdict, "word")), text_at(verdict, "word"));
	html_put(out, "</td><td class=\"w1\">%s</td><td>", text_at(verdict, "level"));
	put_subject(out, verdict);
	html_put(out, "</td><td class=\"reason\">");
	put_evidence(out, verdict);
	html_put(out, "</td>");
}

static void row_several(FILE *out, const struct report *report, const struct match_row *row)
{
	html_put(out, "<td class=\"w1\">%s</td><td>", text_at(row->any, "level"));
	put_subject(out, row->any);
	html_put(out, "</td>");
	for (size_t i = 0; i < report->count; i++) {
		html_put(out, "<td>");
		if (row->of[i]) {
			const char *word = text_at(row->of[i], "word");

			html_badge(out, verdict_tone(word), word);
			html_put(out, "<span class=\"ev\">");
			if (needs_attention(word_of(row->of[i])))
				put_evidence(out, row->of[i]);
			html_put(out, "</span>");
		} else {
			html_put(out, "<span class=\"soft\">%s</span>",
				match_measured(&report->results[i], row->any) ? "measured"
									      : "not run");
		}
		html_put(out, "</td>");
	}
}

static void table(FILE *out, const struct report *report, const struct ranked *ranked, size_t count)
{
	if (!count)
		return;
	html_put(out, "<div class=\"wide\"><table><thead><tr>");
	if (report->count == 1)
		html_put(out, "<th>Verdict</th><th>Level</th><th>Check</th><th>Reason and "
			      "evidence</th>");
	else
		html_put(out, "<th>Level</th><th>Check</th>");
	if (report->count > 1)
		html_result_heads(out, report);
	html_put(out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < count; i++) {
		html_put(out, "<tr>");
		if (report->count == 1)
			row_one(out, ranked[i].row->any);
		else
			row_several(out, report, ranked[i].row);
		html_put(out, "</tr>\n");
	}
	html_put(out, "</tbody></table></div>\n");
}

void html_checks(FILE *out, const struct report *report)
{
	size_t count = report->verdicts.count, attention = 0;
	struct ranked *ranked = calloc(count + 1, sizeof(*ranked));

	for (size_t i = 0; ranked && i < count; i++) {
		ranked[i].row = &report->verdicts.rows[i];
		ranked[i].worst = worst_of(ranked[i].row, report->count);
		attention += needs_attention(ranked[i].worst);
	}
	html_put(out, "<section id=\"checks\"><h2>Checks</h2>\n");
	if (!ranked || !count) {
		html_put(out, "<p>No check was run.</p></section>\n");
		free(ranked);
		return;
	}
	qsort(ranked, count, sizeof(*ranked), by_severity);
	if (!attention)
		html_put(out, "<p>Nothing needs attention.</p>\n");
	table(out, report, ranked, attention);
	if (attention < count) {
		html_put(out,
			"<details><summary>%zu more <span class=\"soft\">passed, absent, not "
			"observable or not tried</span></summary>\n",
			count - attention);
		table(out, report, ranked + attention, count - attention);
		html_put(out, "</details>\n");
	}
	html_put(out, "</section>\n");
	free(ranked);
}
