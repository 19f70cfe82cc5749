/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "reports/exits.h"
#include "reports/metric.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <string.h>

static bool is_number(const struct match_row *row)
{
	return json_object_get(row->any, "value") != NULL;
}

static void put_quantity(FILE *out, double value, const char *unit)
{
	char text[64];

	html_put(out, "<td class=\"n\">%s</td>", quantity(value, unit, text, sizeof(text)));
}

static size_t results_with(const struct report *report, const struct match_row *row)
{
	size_t count = 0;

	for (size_t i = 0; i < report->count; i++)
		count += row->of[i] != NULL;
	return count;
}

/* Lines of the table that one id takes, from its first row on. */
static size_t lines_of_id(
	const struct report *report, const struct company *company, size_t from, const char *id)
{
	size_t lines = 0;

	for (size_t i = from; i < company->count; i++)
		if (!is_number(company->rows[i]) &&
			!strcmp(id, text_at(company->rows[i]->any, "id")))
			lines += results_with(report, company->rows[i]);
	return lines;
}

void html_metric_subject(FILE *out, const struct match_row *row, size_t lines)
{
	const char *id = text_at(row->any, "id");
	const struct metric_desc *desc = metric_find(id, NULL);

	html_put(out, "<th class=\"what\" rowspan=\"%zu\">%s<span class=\"ev id\">%s</span></th>",
		lines, desc ? desc->title : "", id);
}

static void put_distribution(FILE *out, const struct result *result, const json_t *metric)
{
	static const double percents[] = {0, 50, 90, 99, 99.9, 99.99, 100};
	const char *unit = text_at(metric, "unit");

	html_put(out, "<td class=\"n\">%zu</td>", (size_t)metric_count(metric));
	for (size_t i = 0; i < sizeof(percents) / sizeof(*percents); i++)
		put_quantity(out, metric_shown_percentile(metric, percents[i]), unit);
	put_quantity(out, exits_of(result, metric, 50), "count");
}

/* What is measured is said once for each id, the conditions once for each row. */
static void row_subject(FILE *out, const struct report *report, const struct company *company,
	size_t index, const char **last_id)
{
	const struct match_row *row = company->rows[index];
	const char *id = text_at(row->any, "id");
	char own[300];

	if (!*last_id || strcmp(*last_id, id) != 0)
		html_metric_subject(out, row, lines_of_id(report, company, index, id));
	*last_id = id;
	html_put(out, "<td class=\"cond\" rowspan=\"%zu\">%s</td>", results_with(report, row),
		conditions_own(company, row, NULL, own, sizeof(own)));
}

static void distribution_rows(FILE *out, const struct report *report, const struct company *company,
	size_t index, const char **last_id)
{
	const struct match_row *row = company->rows[index];
	bool begun = false;

	for (size_t i = 0; i < report->count; i++) {
		if (!row->of[i])
			continue;
		html_put(out, "<tr>");
		if (!begun)
			row_subject(out, report, company, index, last_id);
		begun = true;
		if (report->count > 1) {
			html_put(out, "<td class=\"w1\">");
			html_key(out, report, i);
			html_put(out, "</td>");
		}
		put_distribution(out, &report->results[i], row->of[i]);
		html_put(out, "</tr>\n");
	}
}

static void distribution_head(FILE *out, const struct report *report)
{
	html_put(out, "<div class=\"wide\"><table class=\"metrics\"><thead><tr>"
		      "<th>Distribution</th><th></th>");
	if (report->count > 1)
		html_put(out, "<th></th>");
	html_put(out, "<th class=\"n\">Values</th><th class=\"n\">Min</th><th class=\"n\">p50</th>"
		      "<th class=\"n\">p90</th><th class=\"n\">p99</th><th class=\"n\">p99.9</th>"
		      "<th class=\"n\">p99.99</th><th class=\"n\">Max</th>"
		      "<th class=\"n\">p50 in exits</th></tr></thead><tbody>\n");
}

void html_distributions(FILE *out, const struct report *report, const struct company *company)
{
	const char *last_id = NULL;

	for (size_t i = 0; i < company->count; i++) {
		if (is_number(company->rows[i]))
			continue;
		if (!last_id)
			distribution_head(out, report);
		distribution_rows(out, report, company, i, &last_id);
	}
	if (last_id)
		html_put(out, "</tbody></table></div>\n");
}
