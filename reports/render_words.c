/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/render.h"

#include <stdlib.h>
#include <string.h>

static size_t count_level(const struct judgement *judgement, enum requirement_level level)
{
	size_t count = 0;

	for (size_t i = 0; i < judgement->count; i++)
		count += judgement->findings[i].requirement->level == level;
	return count;
}

static const char *head(const struct judgement *judgement)
{
	static const char *const heads[] = {
		[CONFORMANCE_YES] = "conforms",
		[CONFORMANCE_NO] = "does not conform",
		[CONFORMANCE_INCOMPLETE] = "incomplete",
		[CONFORMANCE_UNREADABLE] = "unreadable",
	};

	return heads[judgement->conformance];
}

void render_summary(const struct judgement *j, bool strict, FILE *out)
{
	static const struct {
		enum outcome outcome;
		const char *words;
	} rows[] = {
		{OUTCOME_MET, "met"},
		{OUTCOME_WAIVED, "waived"},
		{OUTCOME_NOT_JUDGED, "not judged"},
		{OUTCOME_NOT_APPLICABLE, "not applicable"},
	};

	if (j->conformance == CONFORMANCE_UNREADABLE) {
		fprintf(out, "unreadable: %s", j->error);
		return;
	}
	fprintf(out, "%s: ", head(j));
	if (!j->complete)
		fputs("the run was cut short; ", out);
	if (j->empty)
		fputs("nothing was measured; ", out);
	fprintf(out, "%zu of %zu mandatory requirements not met", j->unmet[REQUIRE_MANDATORY],
		count_level(j, REQUIRE_MANDATORY));
	if (j->unknown[REQUIRE_MANDATORY])
		fprintf(out, ", %zu unknown", j->unknown[REQUIRE_MANDATORY]);
	if (count_level(j, REQUIRE_RECOMMENDED))
		fprintf(out, "; %zu of %zu recommended not met%s", j->unmet[REQUIRE_RECOMMENDED],
			count_level(j, REQUIRE_RECOMMENDED), strict ? " (they count)" : "");
	if (j->unknown[REQUIRE_RECOMMENDED])
		fprintf(out, ", %zu unknown", j->unknown[REQUIRE_RECOMMENDED]);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (j->counts[rows[i].outcome])
			fprintf(out, "%s%zu %s", i ? ", " : "; ", j->counts[rows[i].outcome],
				rows[i].words);
}

static int by_rank(const void *a, const void *b)
{
	const struct finding *x = *(const struct finding *const *)a;
	const struct finding *y = *(const struct finding *const *)b;
	unsigned p = finding_rank(x), q = finding_rank(y);

	return p != q ? (p > q) - (p < q) : (x > y) - (x < y);
}

const struct finding **render_order(const struct judgement *judgement)
{
	const struct finding **order = calloc(judgement->count + 1, sizeof(*order));

	if (!order)
		abort();
	for (size_t i = 0; i < judgement->count; i++)
		order[i] = &judgement->findings[i];
	qsort(order, judgement->count, sizeof(*order), by_rank);
	return order;
}

const char *render_reason(const struct finding *finding, char *text, size_t size)
{
	FILE *out = fmemopen(text, size, "w");
	const struct waiver *waiver = finding->waiver;

	text[0] = '\0';
	if (!out)
		return text;
	if (finding->where)
		fputs(finding->where, out);
	if (finding->reason)
		fprintf(out, "%s%s", finding->where ? ": " : "", finding->reason);
	if (finding->others)
		fprintf(out, "%s(and %zu more)", ftell(out) ? " " : "", finding->others);
	if (waiver)
		fputs(ftell(out) ? "; " : "", out);
	if (waiver && waiver->expired)
		fprintf(out, "its waiver expired on %s (%s)", waiver->expires, waiver->issue);
	else if (waiver)
		fprintf(out, "waived until %s: %s (%s)", waiver->expires, waiver->reason,
			waiver->issue);
	fclose(out);
	text[size - 1] = '\0';
	return text;
}

static bool waiver_used(const struct judged *judged, const struct waiver *waiver)
{
	for (size_t i = 0; i < judged->count; i++)
		for (size_t k = 0; k < judged->results[i].count; k++)
			if (judged->results[i].findings[k].waiver == waiver)
				return true;
	return false;
}

void render_waivers(const struct judged *judged, void (*line)(void *to, const char *text), void *to)
{
	char text[600];

	for (size_t i = 0; judged->waivers && i < judged->waivers->count; i++) {
		const struct waiver *waiver = &judged->waivers->rows[i];
		const char *why = NULL;

		if (waiver->expired)
			why = "expired";
		else if (!profile_find(judged->profile, waiver->requirement))
			why = "unused: the profile has no such requirement";
		else if (!waiver_used(judged, waiver))
			why = "unused: the requirement needs none";
		if (!why)
			continue;
		snprintf(text, sizeof(text), "waiver for %s (%s, until %s) is %s",
			waiver->requirement, waiver->issue, waiver->expires, why);
		line(to, text);
	}
}
