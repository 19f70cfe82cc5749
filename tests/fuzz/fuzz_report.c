/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"
#include "reports/html_page.h"
#include "reports/report.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

/* Of the page's own there is none of these; what a document brings is escaped. */
static void check_page(const char *page)
{
	if (strstr(page, "<script") || strstr(page, "<img") || strstr(page, "<iframe"))
		abort();
}

static void show(const struct result *results, size_t count)
{
	struct report report;
	struct message msg = {0};
	char *page = NULL;
	size_t size;
	FILE *out = open_memstream(&page, &size);

	if (report_make(&report, results, count, NULL, &msg))
		abort();
	html_page(out, &report);
	report_markdown(&report, out);
	fputc('\0', out);
	fflush(out);
	check_page(page);
	for (size_t i = 0; i < report.charts.count; i++) {
		const struct chart *chart = &report.charts.items[i];
		struct plot plot = {.chart = chart};
		char alt[2000];

		for (plot.kind = 0; plot.kind < PLOT_KINDS; plot.kind++) {
			if (!plot_wanted(chart, plot.kind))
				continue;
			for (size_t k = 0; k < chart->count; k++)
				plot_points(out, plot.kind, chart, k);
			plot_script(out, &plot, i);
			plot_alt(&plot, alt, sizeof(alt));
		}
	}
	fclose(out);
	free(page);
	report_free(&report);
}

/* Against itself nothing is better or worse. */
static void compare(struct result *results)
{
	size_t members[] = {0, 1};
	struct result_set items[] = {
		{.name = "a", .members = &members[0], .count = 1},
		{.name = "b", .members = &members[1], .count = 1},
	};
	char *files[] = {"a", "b"};
	struct result_sets sets = {results, files, 2, items, 2};
	struct diff diff = {.sets = &sets,
		.base = &items[0],
		.other = &items[1],
		.thresholds = {0.05, 1e-6, 0.05, false}};
	struct diff_rows rows;
	struct message msg = {0};
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	if (diff_rows_make(&rows, &sets, &msg) || diff_make(&diff, &rows, &msg))
		abort();
	if (diff.counts[CHANGE_WORSE] || diff.counts[CHANGE_BETTER] || diff.fact_count)
		abort();
	diff_text(&diff, 1, true, false, out);
	diff_markdown(&diff, 1, true, out);
	json_decref(diff_json(&diff, 1));
	fclose(out);
	free(text);
	diff_free(&diff);
	diff_rows_free(&rows);
}

/* What can be read can be shown, alone and beside itself, and compared. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct result results[2];
	struct message msg = {0};

	if (!result_read(&results[0], fuzz_file(data, size), &msg)) {
		results[1] = results[0];
		show(results, 1);
		show(results, 2);
		compare(results);
	}
	result_free(&results[0]);
	return 0;
}
