/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/html_page.h"

#include "core/verdict.h"
#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

static void banner(FILE *out, enum tone tone, const char *head, const char *words)
{
	html_put(out, "<div class=\"banner %s\"><b>%s</b> %s</div>\n", tone_class(tone), head,
		words);
}

static const char *judged_head(const struct judgement *judgement)
{
	static const char *const heads[] = {
		[CONFORMANCE_YES] = "Conforms",
		[CONFORMANCE_NO] = "Does not conform",
		[CONFORMANCE_INCOMPLETE] = "Incomplete",
		[CONFORMANCE_UNREADABLE] = "Unreadable",
	};

	return heads[judgement->conformance];
}

static enum tone judged_tone(const struct judgement *judgement)
{
	static const enum tone tones[] = {
		[CONFORMANCE_YES] = TONE_GOOD,
		[CONFORMANCE_NO] = TONE_BAD,
		[CONFORMANCE_INCOMPLETE] = TONE_WARN,
		[CONFORMANCE_UNREADABLE] = TONE_BAD,
	};

	return tones[judgement->conformance];
}

/* render_summary() without its first words, which the head says. */
static char *judged_words(const struct judged *judged, size_t result)
{
	char *text = NULL, *colon;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	render_summary(&judged->results[result], judged->strict, out);
	fclose(out);
	colon = strstr(text, ": ");
	if (colon)
		memmove(text, colon + 2, strlen(colon + 2) + 1);
	return text;
}

/* "3 fail, 1 warn, 40 pass": the most severe first. */
static void count_checks(const struct result *result, FILE *out)
{
	size_t counts[VERDICT_COUNT + 1] = {0}, i, said = 0;
	json_t *verdict;

	json_array_foreach (result->verdicts, i, verdict)
		counts[verdict_from_word(text_at(verdict, "word"))]++;
	for (enum verdict v = VERDICT_COUNT - 1; v > VERDICT_NONE; v--)
		if (counts[v])
			html_put(out, "%s%zu %s", said++ ? ", " : "", counts[v], verdict_word(v));
	if (!said)
		html_put(out, "no checks");
}

/* Which profile, and whether the result meets it; the first thing anybody looks for. */
static void verdict_banner(FILE *out, const struct report *report)
{
	const struct judged *judged = report->judged;
	char *words;

	if (!judged) {
		html_put(out, "<div class=\"banner none\"><b>Not judged:</b> this page was made "
			      "without a profile. Checks: ");
		count_checks(&report->results[0], out);
		html_put(out, ".</div>\n");
		return;
	}
	words = judged_words(judged, 0);
	html_put(out, "<div class=\"banner %s\"><b>%s</b> %s %s %s<br>Requirements: %s. Checks: ",
		tone_class(judged_tone(judged->results)), judged_head(judged->results),
		judged->results[0].conformance == CONFORMANCE_INCOMPLETE ? "for" : "to",
		judged->profile->name, judged->profile->version, words);
	count_checks(&report->results[0], out);
	html_put(out, ".</div>\n");
	free(words);
}

/* What makes a result incomplete, or less than a reader would take it for. */
static void problems(FILE *out, const struct report *report, size_t result)
{
	const struct result *r = &report->results[result];
	const json_t *list = json_object_get(r->run, "problems"), *problem;
	size_t i;

	if (r->complete && !json_array_size(list))
		return;
	html_put(out, "<div class=\"banner %s\">", r->complete ? "warn" : "bad");
	html_key(out, report, result);
	html_put(out, "<b>%s</b> %s<ul>\n", r->complete ? "Problems" : "The run is incomplete",
		r->complete ? "The run went to its end, with trouble on the way:"
			    : "What is missing below was not measured:");
	json_array_foreach (list, i, problem)
		html_put(out, "<li>%s</li>\n", json_string_value(problem));
	html_put(out, "</ul></div>\n");
}

static void strip_row(FILE *out, const char *term, const char *value, const char *more)
{
	if (*value)
		html_put(out, "<div><dt>%s</dt><dd>%s%s%s</dd></div>\n", term, value,
			*more ? ", " : "", more);
}

static const char *accelerator_kind(const struct result *result)
{
	const json_t *hardware = json_object_get(result->hypervisor, "hardware");

	if (!hardware)
		return "";
	return json_is_true(hardware) ? "hardware virtualization"
				      : "emulation: speed says nothing of hardware";
}

static void one_result(FILE *out, const struct report *report)
{
	const struct result *r = report->results;
	const json_t *host = json_object_get(r->environment, "host");
	const char *name = text_at(r->hypervisor, "name");

	if (*name)
		html_put(out, "<h1>%s %s <small>%s</small></h1>\n", name,
			text_at(r->hypervisor, "version"), report->labels[0]);
	else
		html_put(out, "<h1>%s</h1>\n", report->labels[0]);
	verdict_banner(out, report);
	problems(out, report, 0);
	html_put(out, "<dl class=\"strip\">\n");
	strip_row(out, "Accelerator", text_at(r->hypervisor, "accelerator"), accelerator_kind(r));
	strip_row(out, "Guest", text_at(r->environment, "arch"), text_at(r->environment, "kernel"));
	strip_row(out, "Host", text_at(host, "cpu"), text_at(host, "kernel"));
	strip_row(out, "Measured", text_at(r->run, "started"), "");
	html_put(out, "</dl>\n");
}

static void result_row(FILE *out, const struct report *report, size_t i)
{
	const struct result *r = &report->results[i];
	char label[200];

	html_put(out, "<tr><td class=\"w1\">");
	html_key(out, report, i);
	html_put(out, "</td><td>%s</td><td>%s %s</td><td>", result_label(r, label, sizeof(label)),
		text_at(r->hypervisor, "name"), text_at(r->hypervisor, "version"));
	if (report->judged) {
		const struct judgement *j = &report->judged->results[i];
		char *words = judged_words(report->judged, i);

		html_badge(out, judged_tone(j), judged_head(j));
		html_put(out, "<span class=\"ev\">%s</span>", words);
		free(words);
	} else {
		html_badge(out, r->complete ? TONE_NONE : TONE_BAD,
			r->complete ? "complete" : "incomplete");
	}
	html_put(out, "</td><td>");
	count_checks(r, out);
	html_put(out, "</td><td>%s</td></tr>\n", text_at(r->run, "started"));
}

static void several_results(FILE *out, const struct report *report)
{
	html_put(out, "<h1>%zu results side by side</h1>\n", report->count);
	html_put(out, "<div class=\"wide\"><table><thead><tr><th></th><th>Result</th>"
		      "<th>Hypervisor</th><th>");
	if (report->judged)
		html_put(out, "%s %s", report->judged->profile->name,
			report->judged->profile->version);
	else
		html_put(out, "Run");
	html_put(out, "</th><th>Checks</th><th>Measured</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < report->count; i++)
		result_row(out, report, i);
	html_put(out, "</tbody></table></div>\n");
	for (size_t i = 0; i < report->count; i++)
		problems(out, report, i);
}

/* Numbers of different accelerators stand on one page, but not for comparing. */
static void accelerator_warning(FILE *out, const struct report *report)
{
	const json_t *first = json_object_get(report->results[0].hypervisor, "accelerator");

	for (size_t i = 1; i < report->count; i++) {
		const json_t *other = json_object_get(report->results[i].hypervisor, "accelerator");

		if ((first || other) && !json_equal(first, other)) {
			banner(out, TONE_WARN, "Different accelerators.",
				"Times and rates of these results do not compare hypervisors.");
			return;
		}
	}
}

void html_header(FILE *out, const struct report *report)
{
	html_put(out, "<header class=\"top\">\n<p class=\"kicker\">Hypervisor conformance "
		      "report</p>\n");
	if (report->count == 1)
		one_result(out, report);
	else
		several_results(out, report);
	accelerator_warning(out, report);
	html_put(out, "</header>\n");
}
