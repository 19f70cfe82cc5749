/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/report.h"

#include "core/verdict.h"
#include "reports/isolation.h"
#include "reports/markdown.h"
#include "reports/metric.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <math.h>

static void put_results(FILE *out, const struct report *report)
{
	fputs("| result | hypervisor | accelerator | run | verdict |\n|---|---|---|---|---|\n",
		out);
	for (size_t i = 0; i < report->count; i++) {
		const struct result *r = &report->results[i];
		char hypervisor[200];

		snprintf(hypervisor, sizeof(hypervisor), "%s %s", text_at(r->hypervisor, "name"),
			text_at(r->hypervisor, "version"));
		fputs("| ", out);
		markdown_cell(out, report->labels[i]);
		markdown_cell(out, hypervisor);
		markdown_cell(out, text_at(r->hypervisor, "accelerator"));
		markdown_cell(out, r->complete ? "complete" : "incomplete");
		markdown_cell(out,
			report->judged ? conformance_word(report->judged->results[i].conformance)
				       : "not judged");
		fputc('\n', out);
	}
}

static bool needs_attention(const json_t *verdict)
{
	return verdict_from_word(text_at(verdict, "word")) >= VERDICT_INCONCLUSIVE;
}

static void put_checks(FILE *out, const struct report *report)
{
	bool begun = false;

	for (size_t i = 0; i < report->verdicts.count; i++) {
		const struct match_row *row = &report->verdicts.rows[i];

		for (size_t r = 0; r < report->count; r++) {
			if (!row->of[r] || !needs_attention(row->of[r]))
				continue;
			if (!begun)
				fputs("\n| verdict | result | check | reason "
				      "|\n|---|---|---|---|\n",
					out);
			begun = true;
			fputs("| ", out);
			markdown_cell(out, text_at(row->of[r], "word"));
			markdown_cell(out, report->labels[r]);
			markdown_cell(out, row->name);
			markdown_cell(out, text_at(row->of[r], "reason"));
			fputc('\n', out);
		}
	}
}

static void put_metric(FILE *out, const struct report *report, size_t index, size_t result)
{
	static const double percents[] = {50, 90, 99, 99.9, 100};
	const struct match_row *row = &report->metrics.rows[index];
	const json_t *metric = row->of[result];
	const char *unit = text_at(metric, "unit");
	bool number = json_object_get(metric, "value") != NULL;
	char text[64];

	fputs("| ", out);
	markdown_cell(out, row->name);
	if (report->count > 1)
		markdown_cell(out, report->labels[result]);
	snprintf(text, sizeof(text), "%lld", (long long)metric_count(metric));
	markdown_cell(out, text);
	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++) {
		double value = metric_shown_percentile(metric, percents[i]);

		markdown_cell(out, quantity(number && i ? NAN : value, unit, text, sizeof(text)));
	}
	fputc('\n', out);
}

static void put_metrics(FILE *out, const struct report *report)
{
	if (!report->metrics.count)
		return;
	fprintf(out, "\n| metric |%s values | p50 | p90 | p99 | p99.9 | max |\n|---|%s",
		report->count > 1 ? " result |" : "", report->count > 1 ? "---|" : "");
	fputs("---:|---:|---:|---:|---:|---:|\n", out);
	for (size_t i = 0; i < report->metrics.count; i++)
		for (size_t r = 0; r < report->count; r++)
			if (report->metrics.rows[i].of[r])
				put_metric(out, report, i, r);
}

static void put_isolation(FILE *out, const struct report *report)
{
	struct isolation isolation = isolation_find(&report->metrics);
	char text[300];

	for (size_t r = 0; r < report->count; r++) {
		enum disturbed disturbed =
			isolation_music(&report->metrics, &isolation, r, text, sizeof(text));

		if (!isolation_measured(&isolation, r))
			continue;
		fprintf(out, "\n%s **%s**: %s", ISOLATION_QUESTION, disturbed_word(disturbed),
			text);
		if (report->count > 1) {
			fputs(" — ", out);
			markdown_text(out, report->labels[r]);
		}
		fputc('\n', out);
	}
	isolation_free(&isolation);
}

void report_markdown(const struct report *report, FILE *out)
{
	put_results(out, report);
	put_checks(out, report);
	put_isolation(out, report);
	put_metrics(out, report);
}
