/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include "reports/table.h"

#include <stdlib.h>

#define WIDEST 46 /* so that a row of five columns stays readable in a wide terminal */

static enum colour colour_of(const struct finding *finding)
{
	switch (finding->outcome) {
	case OUTCOME_MET:
		return GREEN;
	case OUTCOME_UNMET:
		return finding->requirement->level == REQUIRE_MANDATORY ? RED : YELLOW;
	case OUTCOME_WAIVED:
	case OUTCOME_UNKNOWN:
		return YELLOW;
	default:
		return DIM;
	}
}

static void show_heading(const struct judged *judged, FILE *out)
{
	fprintf(out, "%s %s: %s\n", judged->profile->name, judged->profile->version,
		judged->profile->title);
}

static void show_findings(const struct judgement *judgement, bool colours, FILE *out)
{
	static const char *const heading[] = {
		"VERDICT", "LEVEL", "REQUIREMENT", "EXPECTED", "OBSERVED"};
	const struct finding **order = render_order(judgement);
	struct table table = {.columns = 5, .widest = WIDEST};
	char reason[1500];

	for (size_t i = 0; i < table.columns; i++)
		table_cell(&table, PLAIN, "%s", heading[i]);
	for (size_t i = 0; i < judgement->count; i++) {
		const struct finding *f = order[i];
		const struct requirement *r = f->requirement;

		table_cell(&table, colour_of(f), "%s", finding_label(f));
		table_cell(&table, PLAIN, "%s", requirement_level_word(r->level));
		table_cell(&table, PLAIN, "%s", r->id);
		table_cell(&table, PLAIN, "%s", f->expected);
		table_cell(&table, PLAIN, "%s", f->observed ? f->observed : "-");
		if (f->outcome == OUTCOME_MET)
			continue;
		if (f->outcome == OUTCOME_UNMET || f->outcome == OUTCOME_WAIVED)
			table_line(&table, "%s", r->title);
		if (*render_reason(f, reason, sizeof(reason)))
			table_line(&table, "%s", reason);
	}
	table_print(&table, out, colours);
	free(order);
}

static void show_one(const struct judged *judged, const struct text_style *style, FILE *out)
{
	const struct judgement *j = judged->results;

	show_heading(judged, out);
	fprintf(out, "%s: %s%s%s\n\n", j->file, j->label, j->hypervisor ? ", " : "",
		j->hypervisor ? j->hypervisor : "");
	show_findings(j, style->colours, out);
	fputc('\n', out);
	for (size_t i = 0; i < j->problem_count; i++)
		fprintf(out, "%s\n", j->problems[i]);
}

static void show_summary(
	const struct judged *judged, const struct judgement *j, bool colours, FILE *out)
{
	static const enum colour by_conformance[] = {
		[CONFORMANCE_YES] = GREEN,
		[CONFORMANCE_NO] = RED,
		[CONFORMANCE_INCOMPLETE] = YELLOW,
		[CONFORMANCE_UNREADABLE] = RED,
	};
	enum colour colour = by_conformance[j->conformance];

	if (judged->count > 1 && j->conformance != CONFORMANCE_UNREADABLE)
		fprintf(out, "%s: %s: ", j->file, j->label);
	fputs(colour_on(colour, colours), out);
	render_summary(j, judged->strict, out);
	fprintf(out, "%s\n", colour_off(colour, colours));
}

static void show_line(void *to, const char *text)
{
	fprintf(to, "%s\n", text);
}

void render_text(const struct judged *judged, const struct text_style *style, FILE *out)
{
	if (!style->quiet && judged->count > 1) {
		show_heading(judged, out);
		render_matrix(judged, style->colours, out);
	} else if (!style->quiet && judged->results->conformance != CONFORMANCE_UNREADABLE) {
		show_one(judged, style, out);
	}
	for (size_t i = 0; i < judged->count; i++)
		show_summary(judged, &judged->results[i], style->colours, out);
	render_waivers(judged, show_line, out);
}
