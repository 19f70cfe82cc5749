/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff_words.h"
#include "reports/markdown.h"

#include <stdlib.h>

static void put_facts(const struct diff *diff, FILE *out)
{
	char text[1500];

	if (diff->fact_count)
		fputs("\n| feature | difference |\n|---|---|\n", out);
	for (size_t i = 0; i < diff->fact_count; i++) {
		fputs("| ", out);
		markdown_cell(out, diff->facts[i].id);
		markdown_cell(out, diff_fact(&diff->facts[i], text, sizeof(text)));
		fputc('\n', out);
	}
}

static void put_verdicts(const struct diff *diff, FILE *out)
{
	if (diff->verdict_count)
		fputs("\n| verdict | base | other | check | reason |\n|---|---|---|---|---|\n",
			out);
	for (size_t i = 0; i < diff->verdict_count; i++) {
		const struct verdict_change *v = &diff->verdicts[i];

		fputs("| ", out);
		markdown_cell(
			out, v->change == CHANGE_INCONCLUSIVE ? "differs" : change_word(v->change));
		markdown_cell(out, v->base);
		markdown_cell(out, v->other);
		markdown_cell(out, v->row->name);
		markdown_cell(out, v->reason ? v->reason : "");
		fputc('\n', out);
	}
}

static void put_metric(const struct metric_change *m, FILE *out)
{
	char text[700];

	fputs("| ", out);
	markdown_cell(out, change_word(m->change));
	markdown_cell(out, diff_median(m, false, text, sizeof(text)));
	markdown_cell(out, diff_median(m, true, text, sizeof(text)));
	markdown_cell(out, diff_shift(m, text, sizeof(text)));
	snprintf(text, sizeof(text), "%.2g", m->p);
	markdown_cell(out, m->tested ? text : "–");
	markdown_cell(out, diff_name(m, text, sizeof(text)));
	markdown_cell(out, diff_reason(m, NULL));
	fputc('\n', out);
}

static void put_metrics(const struct diff *diff, bool all, FILE *out)
{
	const struct metric_change **order = diff_order(diff);
	size_t shown = 0;

	fputs("\nMetrics: ", out);
	diff_counts(diff, out);
	fputc('\n', out);
	for (size_t i = 0; i < diff->metric_count; i++) {
		if (!diff_shown(order[i], all))
			continue;
		if (!shown++)
			fputs("\n| change | base | other | shift | p | metric | reason |\n"
			      "|---|---:|---:|---:|---:|---|---|\n",
				out);
		put_metric(order[i], out);
	}
	free(order);
}

static void put_paragraph(void *to, const char *text)
{
	fprintf(to, "\n%s\n", text);
}

void diff_markdown(const struct diff *diffs, size_t count, bool all, FILE *out)
{
	char text[500];

	for (size_t i = 0; i < count; i++) {
		const struct diff *diff = &diffs[i];
		const json_t *note;
		size_t k;

		fprintf(out, "%s| | |\n|---|---|\n| base | ", i ? "\n" : "");
		markdown_cell(out, diff_set(diff->base, text, sizeof(text)));
		fputs("\n| other | ", out);
		markdown_cell(out, diff_set(diff->other, text, sizeof(text)));
		fputc('\n', out);
		json_array_foreach (diff->notes, k, note) {
			fputs("| note | ", out);
			markdown_cell(out, json_string_value(note));
			fputc('\n', out);
		}
		put_facts(diff, out);
		put_verdicts(diff, out);
		put_metrics(diff, all, out);
		diff_method(diff, put_paragraph, out);
	}
}
