/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include "reports/table.h"

#include <stdlib.h>
#include <string.h>

#define ACROSS_MAX  24 /* results side by side; of more, how many had which outcome */
#define ACROSS_WIDE 72 /* columns for the labels; wider ones become numbers */

static enum colour colour_of(enum outcome outcome)
{
	static const enum colour colours[OUTCOME_COUNT] = {
		[OUTCOME_MET] = GREEN,
		[OUTCOME_UNMET] = RED,
		[OUTCOME_WAIVED] = YELLOW,
		[OUTCOME_NOT_APPLICABLE] = DIM,
		[OUTCOME_NOT_JUDGED] = DIM,
		[OUTCOME_UNKNOWN] = YELLOW,
	};

	return colours[outcome];
}

static bool readable(const struct judgement *judgement)
{
	return judgement->conformance != CONFORMANCE_UNREADABLE;
}

/* Many columns leave no room for many words. */
static const char *short_label(const struct finding *finding, bool room)
{
	if (!room && finding->outcome == OUTCOME_NOT_APPLICABLE)
		return "n/a";
	if (!room && finding->outcome == OUTCOME_NOT_JUDGED)
		return "n/j";
	return finding_label(finding);
}

/* Names stand above the columns where they fit, else numbers with a key. */
static bool labels_fit(const struct judged *judged)
{
	size_t width = 0;

	for (size_t i = 0; i < judged->count; i++)
		width += strlen(judged->results[i].label) + 2;
	return width <= ACROSS_WIDE;
}

static void show_key(const struct judged *judged, FILE *out)
{
	struct table table = {.columns = 3};

	for (size_t i = 0; i < judged->count; i++) {
		if (!readable(&judged->results[i]))
			continue;
		table_cell(&table, PLAIN, "%3zu", i + 1);
		table_cell(&table, PLAIN, "%s", judged->results[i].label);
		table_cell(&table, PLAIN, "%s", judged->results[i].file);
	}
	fputc('\n', out);
	table_print(&table, out, false);
	fputs("  n/a: not applicable; n/j: not judged\n", out);
}

static void add_requirement(struct table *table, const struct requirement *requirement)
{
	table_cell(table, PLAIN, "%s", requirement->id);
	table_cell(table, PLAIN, "%s", requirement_level_word(requirement->level));
}

static void show_across(const struct judged *judged, bool colours, FILE *out)
{
	struct table table = {.columns = 2};
	bool labels = labels_fit(judged);

	if (!labels)
		show_key(judged, out);
	fputc('\n', out);
	table_cell(&table, PLAIN, "REQUIREMENT");
	table_cell(&table, PLAIN, "LEVEL");
	for (size_t i = 0; i < judged->count; i++) {
		if (!readable(&judged->results[i]))
			continue;
		table.columns++;
		if (labels)
			table_cell(&table, PLAIN, "%s", judged->results[i].label);
		else
			table_cell(&table, PLAIN, "%zu", i + 1);
	}
	for (size_t r = 0; r < judged->profile->count; r++) {
		add_requirement(&table, &judged->profile->requirements[r]);
		for (size_t i = 0; i < judged->count; i++) {
			const struct finding *finding = &judged->results[i].findings[r];

			if (readable(&judged->results[i]))
				table_cell(&table, colour_of(finding->outcome), "%s",
					short_label(finding, labels));
		}
	}
	table_print(&table, out, colours);
}

static void show_tallies(const struct judged *judged, bool colours, FILE *out)
{
	struct table table = {.columns = 2 + OUTCOME_COUNT};

	fputc('\n', out);
	table_cell(&table, PLAIN, "REQUIREMENT");
	table_cell(&table, PLAIN, "LEVEL");
	for (int o = 0; o < OUTCOME_COUNT; o++)
		table_cell(&table, PLAIN, "%s", outcome_word((enum outcome)o));
	for (size_t r = 0; r < judged->profile->count; r++) {
		size_t counts[OUTCOME_COUNT] = {0};

		for (size_t i = 0; i < judged->count; i++)
			if (readable(&judged->results[i]))
				counts[judged->results[i].findings[r].outcome]++;
		add_requirement(&table, &judged->profile->requirements[r]);
		for (int o = 0; o < OUTCOME_COUNT; o++)
			table_cell(&table, counts[o] ? colour_of((enum outcome)o) : DIM, "%zu",
				counts[o]);
	}
	table_print(&table, out, colours);
}

static bool wants_words(const struct finding *finding)
{
	return finding->outcome == OUTCOME_UNMET || finding->outcome == OUTCOME_WAIVED ||
	       finding->outcome == OUTCOME_UNKNOWN;
}

/* What is not met, in words, result by result. */
static void show_reasons(const struct judged *judged, FILE *out)
{
	char reason[1500];

	for (size_t i = 0; i < judged->count; i++) {
		const struct judgement *j = &judged->results[i];
		const struct finding **order = render_order(j);

		if (j->count && wants_words(order[0]))
			fprintf(out, "\n%s, %s:\n", j->label, j->file);
		for (size_t k = 0; k < j->count && wants_words(order[k]); k++)
			fprintf(out, "  %s: %s: expected %s, observed %s%s%s\n",
				finding_label(order[k]), order[k]->requirement->id,
				order[k]->expected,
				order[k]->observed ? order[k]->observed : "nothing",
				*render_reason(order[k], reason, sizeof(reason)) ? "; " : "",
				reason);
		free(order);
	}
}

void render_matrix(const struct judged *judged, bool colours, FILE *out)
{
	if (judged->count > ACROSS_MAX)
		show_tallies(judged, colours, out);
	else
		show_across(judged, colours, out);
	if (judged->count <= ACROSS_MAX)
		show_reasons(judged, out);
	fputc('\n', out);
}
