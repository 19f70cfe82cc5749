/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff_words.h"
#include "reports/table.h"

#include <stdlib.h>

static enum colour colour_of(enum change change)
{
	static const enum colour colours[CHANGE_COUNT] = {
		[CHANGE_WORSE] = RED,
		[CHANGE_BETTER] = GREEN,
		[CHANGE_INCOMPARABLE] = YELLOW,
		[CHANGE_UNMATCHED] = YELLOW,
		[CHANGE_INCONCLUSIVE] = DIM,
		[CHANGE_SAME] = DIM,
	};

	return colours[change];
}

static void put_notes(const struct diff *diff, FILE *out)
{
	const json_t *note;
	size_t i;

	json_array_foreach (diff->notes, i, note)
		fprintf(out, "note: %s\n", json_string_value(note));
}

static void put_facts(const struct diff *diff, bool colours, FILE *out)
{
	struct table table = {.columns = 2};
	char text[1500];

	fprintf(out, "\nFeatures that differ: %zu", diff->fact_count);
	if (diff->unsteady)
		fprintf(out, " (and %zu measured numbers)", diff->unsteady);
	fputc('\n', out);
	if (!diff->fact_count)
		return;
	table_cell(&table, PLAIN, "FACT");
	table_cell(&table, PLAIN, "DIFFERENCE");
	for (size_t i = 0; i < diff->fact_count; i++) {
		const struct fact_change *fact = &diff->facts[i];

		table_cell(&table, fact->lost ? YELLOW : PLAIN, "%s", fact->id);
		table_cell(&table, PLAIN, "%s", diff_fact(fact, text, sizeof(text)));
	}
	table_print(&table, out, colours);
}

static void put_verdicts(const struct diff *diff, bool colours, FILE *out)
{
	struct table table = {.columns = 4};

	fprintf(out, "\nVerdicts that differ: %zu\n", diff->verdict_count);
	if (!diff->verdict_count)
		return;
	table_cell(&table, PLAIN, "CHANGE");
	table_cell(&table, PLAIN, "BASE");
	table_cell(&table, PLAIN, "OTHER");
	table_cell(&table, PLAIN, "CHECK");
	for (size_t i = 0; i < diff->verdict_count; i++) {
		const struct verdict_change *v = &diff->verdicts[i];

		table_cell(&table, colour_of(v->change), "%s",
			v->change == CHANGE_INCONCLUSIVE ? "differs" : change_word(v->change));
		table_cell(&table, PLAIN, "%s", v->base);
		table_cell(&table, PLAIN, "%s", v->other);
		table_cell(&table, PLAIN, "%s", v->row->name);
		if (v->reason)
			table_line(&table, "%s", v->reason);
	}
	table_print(&table, out, colours);
}

static void put_metric(
	const struct metric_change *m, const struct metric_change *before, struct table *table)
{
	char text[700];

	table_cell(table, colour_of(m->change), "%s", change_word(m->change));
	table_cell(table, PLAIN, "%s", diff_median(m, false, text, sizeof(text)));
	table_cell(table, PLAIN, "%s", diff_median(m, true, text, sizeof(text)));
	table_cell(table, PLAIN, "%s", diff_shift(m, text, sizeof(text)));
	if (m->tested)
		table_cell(table, PLAIN, "%.2g", m->p);
	else
		table_cell(table, PLAIN, "–");
	table_cell(table, PLAIN, "%s", diff_name(m, text, sizeof(text)));
	if (*diff_reason(m, before))
		table_line(table, "%s", diff_reason(m, before));
}

static void put_metrics(const struct diff *diff, bool all, bool colours, FILE *out)
{
	static const char *const heading[] = {"CHANGE", "BASE", "OTHER", "SHIFT", "P", "METRIC"};
	const struct metric_change **order = diff_order(diff);
	struct table table = {.columns = 6};
	size_t shown = 0;

	fputs("\nMetrics: ", out);
	diff_counts(diff, out);
	fputc('\n', out);
	for (size_t i = 0; i < diff->metric_count; i++) {
		if (!diff_shown(order[i], all))
			continue;
		for (size_t k = 0; !shown && k < table.columns; k++)
			table_cell(&table, PLAIN, "%s", heading[k]);
		put_metric(order[i], i ? order[i - 1] : NULL, &table);
		shown++;
	}
	if (shown)
		table_print(&table, out, colours);
	free(order);
}

static void put_line(void *to, const char *text)
{
	fprintf(to, "%s\n", text);
}

void diff_text(const struct diff *diffs, size_t count, bool all, bool colours, FILE *out)
{
	char text[500];

	for (size_t i = 0; i < count; i++) {
		const struct diff *diff = &diffs[i];

		fprintf(out, "%sBASE:  %s\n", i ? "\n" : "",
			diff_set(diff->base, text, sizeof(text)));
		fprintf(out, "OTHER: %s\n", diff_set(diff->other, text, sizeof(text)));
		put_notes(diff, out);
		put_facts(diff, colours, out);
		put_verdicts(diff, colours, out);
		put_metrics(diff, all, colours, out);
		diff_method(diff, put_line, out);
	}
}
