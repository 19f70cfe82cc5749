/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markdown.h"
#include "reports/render.h"

#include <stdlib.h>

static void put_finding(const struct finding *f, FILE *out)
{
	char reason[1500];

	fputs("| ", out);
	markdown_cell(out, finding_label(f));
	markdown_cell(out, requirement_level_word(f->requirement->level));
	markdown_cell(out, f->requirement->id);
	markdown_cell(out, f->expected);
	markdown_cell(out, f->observed ? f->observed : "-");
	markdown_cell(
		out, f->outcome == OUTCOME_MET ? "" : render_reason(f, reason, sizeof(reason)));
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
			markdown_cell(out, j->label);
			markdown_cell(out, j->hypervisor ? j->hypervisor : "-");
			markdown_cell(out, conformance_word(j->conformance));
			fputc('\n', out);
		}
	}
	for (size_t i = 0; i < judged->count; i++)
		put_result(judged, &judged->results[i], out);
	if (judged->waivers && judged->waivers->count)
		fputc('\n', out);
	render_waivers(judged, put_item, out);
}
