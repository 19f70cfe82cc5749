/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "reports/metric.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <string.h>

#define COLUMNS_MAX 6 /* more do not fit on paper */
#define OWN_MAX	    200

/*
 * The table's columns: of several results each has one, of one result each set of
 * conditions has, as long as they fit; else the conditions stand in lines of their own.
 */
struct columns {
	char own[COLUMNS_MAX][OWN_MAX];
	size_t count; /* 0: by line */
};

static bool is_number(const struct match_row *row)
{
	return json_object_get(row->any, "value") != NULL;
}

static size_t column_of(const struct columns *columns, const char *own)
{
	size_t i = 0;

	while (i < columns->count && strcmp(columns->own[i], own) != 0)
		i++;
	return i;
}

static struct columns columns_of(const struct report *report, const struct company *company)
{
	struct columns columns = {0};
	char own[OWN_MAX];

	for (size_t i = 0; report->count == 1 && i < company->count; i++) {
		if (!is_number(company->rows[i]))
			continue;
		conditions_own(company, company->rows[i], NULL, own, sizeof(own));
		if (column_of(&columns, own) < columns.count)
			continue;
		if (columns.count == COLUMNS_MAX)
			return (struct columns){0};
		snprintf(columns.own[columns.count++], OWN_MAX, "%s", own);
	}
	return columns;
}

static bool same_id(const struct company *company, size_t a, size_t b)
{
	return !strcmp(text_at(company->rows[a]->any, "id"), text_at(company->rows[b]->any, "id"));
}

static void put_value(FILE *out, const json_t *metric)
{
	char text[64];

	html_put(out, "<td class=\"n\">%s</td>",
		quantity(metric_statistic(metric, "value"), text_at(metric, "unit"), text,
			sizeof(text)));
}

static void put_better(FILE *out, const struct match_row *row)
{
	html_put(out, "<td class=\"n soft\">%s</td></tr>\n", text_at(row->any, "better"));
}

/* One line for an id: its values from row `from` on, each in its column. */
static void line_by_column(
	FILE *out, const struct company *company, const struct columns *columns, size_t from)
{
	const json_t *values[COLUMNS_MAX] = {0};
	char own[OWN_MAX];

	for (size_t i = from; i < company->count && same_id(company, from, i); i++) {
		if (!is_number(company->rows[i]))
			continue;
		conditions_own(company, company->rows[i], NULL, own, sizeof(own));
		values[column_of(columns, own)] = company->rows[i]->any;
	}
	html_put(out, "<tr>");
	html_metric_subject(out, company->rows[from], 1);
	for (size_t i = 0; i < columns->count; i++)
		put_value(out, values[i]);
	put_better(out, company->rows[from]);
}

static void line_by_row(
	FILE *out, const struct report *report, const struct company *company, size_t at)
{
	const struct match_row *row = company->rows[at];
	bool first = true;
	size_t lines = 0;
	char own[OWN_MAX];

	for (size_t i = 0; i < company->count; i++) {
		if (!is_number(company->rows[i]) || !same_id(company, at, i))
			continue;
		first = first && i >= at;
		lines++;
	}
	html_put(out, "<tr>");
	if (first)
		html_metric_subject(out, row, lines);
	html_put(out, "<td class=\"cond\">%s</td>",
		conditions_own(company, row, NULL, own, sizeof(own)));
	for (size_t i = 0; i < report->count; i++)
		put_value(out, row->of[i]);
	put_better(out, row);
}

static void head(FILE *out, const struct report *report, const struct columns *columns)
{
	html_put(out, "<div class=\"wide\"><table class=\"metrics\"><thead><tr><th>Number</th>");
	for (size_t i = 0; i < columns->count; i++)
		html_put(out, "<th class=\"n\">%s</th>",
			*columns->own[i] ? columns->own[i] : "Value");
	if (!columns->count)
		html_put(out, "<th></th>");
	for (size_t i = 0; !columns->count && i < report->count; i++) {
		html_put(out, "<th class=\"n\">%s", report->count == 1 ? "Value" : "");
		html_key(out, report, i);
		html_put(out, "</th>");
	}
	html_put(out, "<th class=\"n\">Better</th></tr></thead><tbody>\n");
}

void html_numbers(FILE *out, const struct report *report, const struct company *company)
{
	struct columns columns = columns_of(report, company);
	size_t last = company->count;

	for (size_t i = 0; i < company->count; i++) {
		if (!is_number(company->rows[i]))
			continue;
		if (last == company->count)
			head(out, report, &columns);
		if (!columns.count)
			line_by_row(out, report, company, i);
		else if (last == company->count || !same_id(company, last, i))
			line_by_column(out, company, &columns, i);
		last = i;
	}
	if (last < company->count)
		html_put(out, "</tbody></table></div>\n");
}
