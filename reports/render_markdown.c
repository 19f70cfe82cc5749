/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include <stdlib.h>

/* Nothing in a cell may end it, begin markup or be taken for HTML. */
static void put_cell(const char *text, FILE *out)
{
	for (; *text; text++) {
		if (*text == '\n' || *text == '\r')
			fputc(' ', out);
		else if (*text == '<')
			fputs("&lt;", out);
		else if (*text == '&')
			fputs("&amp;", out);
		else
			fprintf(out, "%s%c",
				*text == '|' || *text == '*' || *text == '_' || *text == '`' ||
						*text == '[' || *text == '\\'
					? "\\"
					: "",
				*text);
	}
	fputs(" | ", out);
}

static void put_finding(const struct finding *f, FILE *out)
{
	char reason[1500];

	fputs("| ", out);
	put_cell(finding_label(f), out);
	put_cell(requirement_level_word(f->requirement->level), out);
	put_cell(f->requirement->id, out);
	put_cell(f->expected, out);
	put_cell(f->observed ? f->observed : "-", out);
	put_cell(f->outcome == OUTCOME_MET ? "" : render_reason(f, reason, sizeof(reason)), out);
	fputc('\n', out);
}

static void put_result(const struct judged *judged, const struct judgement *j, FILE *out)
{
	const struct finding **order = render_order(j);

	fprintf(out, "\n## %s\n\n", j->label);
	render_summary(j, judged->strict, out);
	fputs("\n", out);
	if (j->count)
		fputs("\n| verdict | level | requirement | expected | observed | reason |\n"
		      "|---|---|---|---|---|---|\n",
			out);
	for (size_t i = 0; i < j->count; i++)
		put_finding(order[i], out);
	free(order);
}

static void put_item(void *to, const char *text)
{
	fprintf(to, "- %s\n", text);
}

void render_markdown(const struct judged *judged, FILE *out)
{
	fprintf(out, "# %s %s\n", judged->profile->name, judged->profile->version);
	if (judged->count > 1) {
		fputs("\n| result | hypervisor | verdict |\n|---|---|---|\n", out);
		for (size_t i = 0; i < judged->count; i++) {
			const struct judgement *j = &judged->results[i];

			fputs("| ", out);
			put_cell(j->label, out);
			put_cell(j->hypervisor ? j->hypervisor : "-", out);
			put_cell(conformance_word(j->conformance), out);
			fputc('\n', out);
		}
	}
	for (size_t i = 0; i < judged->count; i++)
		put_result(judged, &judged->results[i], out);
	if (judged->waivers && judged->waivers->count)
		fputc('\n', out);
	render_waivers(judged, put_item, out);
}
