/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "reports/exits.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <string.h>

/*
 * Metrics stand by the bench that measured them. What no bench of this program describes
 * (a result of a later version) stands by its id.
 */
struct group {
	const struct unit *bench; /* NULL: unknown */
	const char *id;		  /* of the first metric */
};

static struct group group_of(const char *id)
{
	struct group group = {.id = id};

	metric_find(id, &group.bench);
	return group;
}

static bool same_group(const struct group *a, const struct group *b)
{
	return a->bench || b->bench ? a->bench == b->bench : !strcmp(a->id, b->id);
}

static bool belongs(const struct match_row *row, const void *with)
{
	struct group group = group_of(text_at(row->any, "id"));

	return same_group(&group, with);
}

/* A chart's pictures, and what each is called. */
static void put_figures(
	FILE *out, const struct report *report, const struct chart *chart, const char *caption)
{
	for (size_t i = 0; i < report->plots.count; i++) {
		const struct plot *plot = &report->plots.items[i];

		if (plot->chart == chart)
			html_figure(out, plot, caption ? caption : plot_kind_title(plot->kind));
	}
}

/* What tells a chart from the others of its bench. */
static const char *heading(const struct report *report, const struct company *company,
	const struct chart *chart, char *text, size_t size)
{
	char own[300] = "";

	if (chart->kind != CHART_DISTRIBUTION || report->count > 1)
		conditions_own(company, chart->row,
			chart->kind == CHART_LOAD ? CHART_LOAD_KEY : NULL, own, sizeof(own));
	snprintf(text, size, "%s%s%s%s%s", chart->id, *own ? ", " : "", own,
		chart->kind == CHART_HEAT && report->count > 1 ? ", " : "",
		chart->kind == CHART_HEAT && report->count > 1 ? chart->curves[0].label : "");
	return text;
}

/* Each distribution has its pictures side by side. */
static void put_distributions(FILE *out, const struct report *report, const struct group *group,
	const struct company *company)
{
	char text[500];

	for (size_t i = 0; i < report->charts.count; i++) {
		const struct chart *chart = &report->charts.items[i];
		struct group of = group_of(chart->id);

		if (chart->kind != CHART_DISTRIBUTION || !same_group(&of, group))
			continue;
		html_put(out, "<h4>%s</h4><div class=\"figures\">\n",
			heading(report, company, chart, text, sizeof(text)));
		put_figures(out, report, chart, NULL);
		html_put(out, "</div>\n");
	}
}

/* Those of another kind have one picture each, and stand together. */
static void put_kind(FILE *out, const struct report *report, const struct group *group,
	const struct company *company, enum chart_kind kind, const char *title)
{
	char text[500];
	bool begun = false;

	for (size_t i = 0; i < report->charts.count; i++) {
		const struct chart *chart = &report->charts.items[i];
		struct group of = group_of(chart->id);

		if (chart->kind != kind || !same_group(&of, group))
			continue;
		if (!begun)
			html_put(out, "<h4>%s</h4><div class=\"figures\">\n", title);
		begun = true;
		put_figures(
			out, report, chart, heading(report, company, chart, text, sizeof(text)));
	}
	if (begun)
		html_put(out, "</div>\n");
}

static void put_group(FILE *out, const struct report *report, const struct group *group,
	const struct company *company)
{
	char shared[500];

	html_put(out, "<section><h3>%s</h3><p><span class=\"id\">%s</span> %s</p>\n",
		group->bench ? group->bench->title : group->id,
		group->bench ? group->bench->id : "",
		conditions_shared(company, shared, sizeof(shared)));
	html_distributions(out, report, company);
	html_numbers(out, report, company);
	if (report->plots.count) {
		put_distributions(out, report, group, company);
		put_kind(out, report, group, company, CHART_LOAD, plot_kind_title(PLOT_LOAD));
		put_kind(out, report, group, company, CHART_HEAT, plot_kind_title(PLOT_HEAT));
	}
	html_put(out, "</section>\n");
}

/* What "in exits" is in each result, or why it is nothing. */
static void put_exits(FILE *out, const struct report *report)
{
	char why[400], from[64], to[64];
	double least, most;

	for (size_t i = 0; i < report->count; i++) {
		html_put(out, "<p class=\"soft\">");
		if (report->count > 1)
			html_key(out, report, i);
		if (exits_cost(&report->results[i], &least, &most, why, sizeof(why)))
			html_put(out,
				"An exit is one read of a register of the same device in the same "
				"run, by device %s to %s; of what belongs to no device, their "
				"median.</p>\n",
				quantity(least, "ns", from, sizeof(from)),
				quantity(most, "ns", to, sizeof(to)));
		else
			html_put(out, "No latency is told in exits: %s.</p>\n", why);
	}
}

void html_metrics(FILE *out, const struct report *report)
{
	html_put(out, "<section id=\"measurements\"><h2>Measurements</h2>\n");
	if (!report->metrics.count)
		html_put(out, "<p>Nothing was measured.</p>\n");
	else
		put_exits(out, report);
	for (size_t i = 0; i < report->metrics.count; i++) {
		const struct match_row *row = &report->metrics.rows[i];
		struct group group = group_of(text_at(row->any, "id"));
		struct company company = company_of(&report->metrics, belongs, &group);

		if (company.rows[0] == row)
			put_group(out, report, &group, &company);
		company_free(&company);
	}
	html_put(out, "</section>\n");
}
