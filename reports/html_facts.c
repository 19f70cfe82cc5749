/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/unit.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

#define VALUE_MAX 8192

struct fact_row {
	const char *id;
	const json_t *values[REPORT_RESULTS_MAX];
	bool differs;
};

struct fact_rows {
	struct fact_row *rows;
	size_t count;
};

static int by_id(const void *a, const void *b)
{
	return strverscmp(((const struct fact_row *)a)->id, ((const struct fact_row *)b)->id);
}

/* The fact as one result has it; its id, which lives as long as the result does, in `id`. */
static const json_t *fact_of(const struct result *result, const char *name, const char **id)
{
	void *at = json_object_iter_at((json_t *)result->facts, name);

	if (at)
		*id = json_object_iter_key(at);
	return at ? json_object_iter_value(at) : NULL;
}

static void lay_side_by_side(struct fact_rows *facts, const struct report *report)
{
	json_t *all = json_object(), *value;
	const char *name;

	for (size_t i = 0; i < report->count; i++)
		json_object_update(all, (json_t *)report->results[i].facts);
	facts->rows = calloc(json_object_size(all) + 1, sizeof(*facts->rows));
	if (!facts->rows)
		abort();
	json_object_foreach (all, name, value) {
		struct fact_row *row = &facts->rows[facts->count++];

		for (size_t i = 0; i < report->count; i++)
			row->values[i] = fact_of(&report->results[i], name, &row->id);
		for (size_t i = 1; i < report->count; i++)
			row->differs |= !row->values[0] || !row->values[i] ||
					!json_equal(row->values[0], row->values[i]);
	}
	json_decref(all);
	qsort(facts->rows, facts->count, sizeof(*facts->rows), by_id);
}

static void put_value(FILE *out, const json_t *value, const struct fact_desc *desc)
{
	char text[VALUE_MAX];

	if (!value) {
		html_put(out, "<td class=\"soft\">–</td>");
		return;
	}
	html_put(out, "<td>%s", value_text(value, text, sizeof(text)));
	if (desc && desc->unit)
		html_put(out, " %s", desc->unit);
	html_put(out, "</td>");
}

static void put_row(FILE *out, const struct report *report, const struct fact_row *row)
{
	const struct fact_desc *desc = fact_find(row->id, NULL);

	html_put(out, "<tr%s><th><span class=\"id\">%s</span>",
		row->differs ? " class=\"differs\"" : "", row->id);
	if (desc && desc->title)
		html_put(out, "<span class=\"ev\">%s</span>", desc->title);
	html_put(out, "</th>");
	for (size_t i = 0; i < report->count; i++)
		put_value(out, row->values[i], desc);
	html_put(out, "</tr>\n");
}

static void table_head(FILE *out, const struct report *report)
{
	html_put(out, "<div class=\"wide\"><table><thead><tr><th>Fact</th>");
	html_result_heads(out, report);
	html_put(out, "</tr></thead><tbody>\n");
}

/* "virtio.block[0].capacity" stands under "virtio.block", "cpu.online" under "cpu". */
static size_t group_length(const char *id)
{
	size_t first = strcspn(id, ".[");

	if (strncmp(id, "virtio.", 7) != 0)
		return first;
	return 7 + strcspn(id + 7, ".[");
}

static void put_groups(FILE *out, const struct report *report, const struct fact_rows *facts)
{
	char name[80];

	for (size_t i = 0, end; i < facts->count; i = end) {
		const char *id = facts->rows[i].id;
		size_t length = group_length(id);

		for (end = i + 1; end < facts->count; end++)
			if (group_length(facts->rows[end].id) != length ||
				strncmp(facts->rows[end].id, id, length) != 0)
				break;
		snprintf(name, sizeof(name), "%.*s", (int)length, id);
		html_put(out, "<details><summary>%s <span class=\"soft\">%zu</span></summary>\n",
			name, end - i);
		table_head(out, report);
		for (size_t k = i; k < end; k++)
			put_row(out, report, &facts->rows[k]);
		html_put(out, "</tbody></table></div></details>\n");
	}
}

static void put_differences(FILE *out, const struct report *report, const struct fact_rows *facts)
{
	size_t differing = 0;

	for (size_t i = 0; i < facts->count; i++)
		differing += facts->rows[i].differs;
	if (!differing) {
		html_put(out, "<p>The results agree in all of %zu facts.</p>\n", facts->count);
		return;
	}
	html_put(out,
		"<details open><summary>What differs <span class=\"soft\">%zu of "
		"%zu</span></summary>\n",
		differing, facts->count);
	table_head(out, report);
	for (size_t i = 0; i < facts->count; i++)
		if (facts->rows[i].differs)
			put_row(out, report, &facts->rows[i]);
	html_put(out, "</tbody></table></div></details>\n");
}

void html_facts(FILE *out, const struct report *report)
{
	struct fact_rows facts = {0};

	lay_side_by_side(&facts, report);
	html_put(out, "<section id=\"facts\"><h2>Facts</h2>\n");
	if (!facts.count)
		html_put(out, "<p>No fact was found.</p>\n");
	if (report->count > 1 && facts.count)
		put_differences(out, report, &facts);
	put_groups(out, report, &facts);
	html_put(out, "</section>\n");
	free(facts.rows);
}
