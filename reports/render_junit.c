/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/markup.h"
#include "reports/render.h"

static void put_attribute(const char *name, const char *text, FILE *out)
{
	fprintf(out, " %s=\"", name);
	markup_text(out, text);
	fputc('"', out);
}

static void put_case(const struct judged *judged, const struct finding *f, FILE *out)
{
	static const char *const elements[OUTCOME_COUNT] = {
		[OUTCOME_WAIVED] = "skipped",
		[OUTCOME_NOT_APPLICABLE] = "skipped",
		[OUTCOME_NOT_JUDGED] = "skipped",
		[OUTCOME_UNKNOWN] = "error",
	};
	const struct requirement *r = f->requirement;
	bool counts = r->level == REQUIRE_MANDATORY ||
		      (r->level == REQUIRE_RECOMMENDED && judged->strict);
	const char *element = elements[f->outcome];
	char reason[1500];

	if (f->outcome == OUTCOME_UNMET || f->outcome == OUTCOME_UNKNOWN)
		element = !counts ? "skipped" : element ? element : "failure";
	fputs("  <testcase", out);
	put_attribute("classname", judged->profile->name, out);
	put_attribute("name", r->id, out);
	if (!element) {
		fputs("/>\n", out);
		return;
	}
	fprintf(out, ">\n   <%s", element);
	snprintf(reason, sizeof(reason), "%s: expected %s, observed %s", finding_label(f),
		f->expected, f->observed ? f->observed : "nothing");
	put_attribute("message", reason, out);
	fputc('>', out);
	markup_text(out, r->title);
	if (*render_reason(f, reason, sizeof(reason))) {
		fputs("; ", out);
		markup_text(out, reason);
	}
	fprintf(out, "</%s>\n  </testcase>\n", element);
}

static void put_suite(const struct judged *judged, const struct judgement *j, FILE *out)
{
	fputs(" <testsuite", out);
	put_attribute("name", j->label, out);
	fprintf(out, " tests=\"%zu\">\n", j->error ? 1 : j->count);
	for (size_t i = 0; i < j->count; i++)
		put_case(judged, &j->findings[i], out);
	if (j->error || !j->complete) {
		fputs("  <testcase name=\"result\"", out);
		put_attribute("classname", judged->profile->name, out);
		fputs("><error", out);
		put_attribute("message", j->error ? j->error : "the result is incomplete", out);
		fputs("/></testcase>\n", out);
	}
	fputs(" </testsuite>\n", out);
}

void render_junit(const struct judged *judged, FILE *out)
{
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites", out);
	put_attribute("name", judged->profile->name, out);
	fputs(">\n", out);
	for (size_t i = 0; i < judged->count; i++)
		put_suite(judged, &judged->results[i], out);
	fputs("</testsuites>\n", out);
}
