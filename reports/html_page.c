/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/version.h"
#include "reports/isolation.h"

/* Nothing on the page can load or run anything, whatever a document holds. */
static const char policy[] = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

static void title(FILE *out, const struct report *report)
{
	if (report->count == 1)
		html_put(out, "<title>%s: conformance report</title>\n", report->labels[0]);
	else
		html_put(out, "<title>Conformance report of %zu results</title>\n", report->count);
}

static void contents(FILE *out, const struct report *report)
{
	struct isolation isolation = isolation_find(&report->metrics);

	html_put(out, "<nav aria-label=\"Contents\">");
	if (report->judged)
		html_put(out, "<a href=\"#requirements\">Requirements</a>");
	html_put(out, "<a href=\"#checks\">Checks</a><a href=\"#measurements\">Measurements</a>");
	if (isolation.count)
		html_put(out, "<a href=\"#isolation\">Isolation</a>");
	html_put(out, "<a href=\"#facts\">Facts</a><a href=\"#environment\">Environment</a>"
		      "<a href=\"#words\">What the words mean</a></nav>\n");
	isolation_free(&isolation);
}

void html_page(FILE *out, const struct report *report)
{
	html_put(out,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n",
		policy);
	title(out, report);
	html_put(out, "<style>\n");
	html_raw(out, html_style);
	html_put(out, "</style>\n</head>\n<body>\n");
	html_header(out, report);
	contents(out, report);
	html_put(out, "<main>\n");
	html_requirements(out, report);
	html_checks(out, report);
	html_metrics(out, report);
	html_isolation(out, report);
	html_facts(out, report);
	html_environment(out, report);
	html_words(out, report);
	html_put(out,
		"</main>\n<footer>stratos-conform %s (%s). The results hold everything on this "
		"page; it can be made again from them.</footer>\n</body>\n</html>\n",
		STRATOS_VERSION, version_commit());
}
