/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include <string.h>

/* A '#' begins a directive, and a line is a line. */
static void put_text(const char *text, FILE *out)
{
	for (; *text; text++)
		fputc(*text == '#' || (unsigned char)*text < ' ' ? ' ' : *text, out);
}

static bool is_ok(const struct judged *judged, const struct finding *f)
{
	bool counts = f->requirement->level == REQUIRE_MANDATORY ||
		      (f->requirement->level == REQUIRE_RECOMMENDED && judged->strict);

	return !counts || (f->outcome != OUTCOME_UNMET && f->outcome != OUTCOME_UNKNOWN);
}

static void put_finding(const struct judged *judged, const struct finding *f, size_t number,
	const char *indent, FILE *out)
{
	bool ok = is_ok(judged, f);
	char reason[1500];

	if (f->outcome == OUTCOME_UNMET || f->outcome == OUTCOME_UNKNOWN) {
		fprintf(out, "%s# %s: ", indent, finding_label(f));
		put_text("expected ", out);
		put_text(f->expected, out);
		put_text(", observed ", out);
		put_text(f->observed ? f->observed : "nothing", out);
		fputs(*render_reason(f, reason, sizeof(reason)) ? "; " : "", out);
		put_text(reason, out);
		fputc('\n', out);
	}
	fprintf(out, "%s%s %zu %s", indent, ok ? "ok" : "not ok", number, f->requirement->id);
	if (f->outcome != OUTCOME_MET && ok) {
		fprintf(out, " # SKIP %s: ", finding_label(f));
		put_text(render_reason(f, reason, sizeof(reason)), out);
	}
	fputc('\n', out);
}

static void put_result(
	const struct judged *judged, const struct judgement *j, const char *indent, FILE *out)
{
	size_t i;

	fprintf(out, "%sKTAP version 1\n%s1..%zu\n", indent, indent,
		j->count + (j->error || !j->complete));
	for (i = 0; i < j->count; i++)
		put_finding(judged, &j->findings[i], i + 1, indent, out);
	for (i = 0; i < j->problem_count; i++) {
		fprintf(out, "%s# ", indent);
		put_text(j->problems[i], out);
		fputc('\n', out);
	}
	if (j->error || !j->complete)
		fprintf(out, "%snot ok %zu result %s\n", indent, j->count + 1,
			j->error ? "cannot be read" : "is incomplete");
}

void render_ktap(const struct judged *judged, FILE *out)
{
	if (judged->count == 1) {
		put_result(judged, judged->results, "", out);
		return;
	}
	fprintf(out, "KTAP version 1\n1..%zu\n", judged->count);
	for (size_t i = 0; i < judged->count; i++) {
		const struct judgement *j = &judged->results[i];

		put_result(judged, j, "  ", out);
		fprintf(out, "%s %zu ", j->conformance == CONFORMANCE_YES ? "ok" : "not ok", i + 1);
		put_text(j->label, out);
		fputc('\n', out);
	}
}
