/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff_words.h"

#include "reports/quantity.h"
#include "reports/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *diff_median(const struct metric_change *m, bool other, char *text, size_t size)
{
	double median = other ? m->other : m->base;
	const struct stats_interval *is = other ? &m->other_interval : &m->base_interval;
	size_t count = other ? m->other_count : m->base_count, used;

	quantity(median, m->unit ? m->unit : "", text, size);
	used = strlen(text);
	if (count > 1 && median != 0)
		snprintf(text + used, size - used, " ±%.2g %%",
			100 * fmax(is->high - median, median - is->low) / fabs(median));
	return text;
}

const char *diff_shift(const struct metric_change *m, char *text, size_t size)
{
	double scale = 100 / fabs(m->base), relative = diff_relative(m);
	char number[64];

	if (m->change == CHANGE_INCOMPARABLE || m->change == CHANGE_UNMATCHED)
		snprintf(text, size, "–");
	else if (!isfinite(relative))
		snprintf(text, size, "%s%s", m->test.shift > 0 ? "+" : "",
			quantity(m->test.shift, m->unit, number, sizeof(number)));
	else if (m->base == 0)
		snprintf(text, size, "0");
	else if (m->tested)
		snprintf(text, size, "%+.3g %% (%+.3g ... %+.3g)", relative * 100,
			m->test.interval.low * scale, m->test.interval.high * scale);
	else
		snprintf(text, size, "%+.3g %%", relative * 100);
	return text;
}

const char *diff_name(const struct metric_change *m, char *text, size_t size)
{
	snprintf(text, size, "%s%s%s", strcmp(m->statistic, "value") ? m->statistic : "",
		*m->statistic && strcmp(m->statistic, "value") ? " " : "", m->row->name);
	return text;
}

/* The items of `list` that `other` lacks, after `word`; true if there are any. */
static bool items_missing(
	FILE *out, const char *word, const json_t *list, const json_t *other, bool begun)
{
	bool any = false;
	const json_t *item, *same;
	char text[300];
	size_t i, k;

	json_array_foreach (list, i, item) {
		bool found = false;

		json_array_foreach (other, k, same)
			found |= json_equal(item, same);
		if (found)
			continue;
		if (!any)
			fprintf(out, "%s%s ", begun ? "; " : "", word);
		fprintf(out, "%s%s", any ? ", " : "", value_text(item, text, sizeof(text)));
		any = true;
	}
	return any;
}

static void put_side(FILE *out, const json_t *value)
{
	char text[500];

	fputs(value ? value_text(value, text, sizeof(text)) : "nothing", out);
}

const char *diff_fact(const struct fact_change *fact, char *text, size_t size)
{
	FILE *out = fmemopen(text, size, "w");
	bool lost;

	text[0] = '\0';
	if (!out)
		return text;
	if (json_is_array(fact->base) && json_is_array(fact->other)) {
		lost = items_missing(out, "lost", fact->base, fact->other, false);
		if (!items_missing(out, "new", fact->other, fact->base, lost) && !lost)
			fputs("in another order", out);
	} else {
		put_side(out, fact->base);
		fputs(" -> ", out);
		put_side(out, fact->other);
	}
	fclose(out);
	text[size - 1] = '\0';
	text_trim(text);
	return text;
}

const char *diff_set(const struct result_set *set, char *text, size_t size)
{
	const char *label = strstr(set->name, set->label) ? "" : set->label;

	snprintf(text, size, "%s (%zu run%s%s%s)", set->name, set->count,
		set->count == 1 ? "" : "s", *label ? " of " : "", label);
	return text;
}

void diff_counts(const struct diff *diff, FILE *out)
{
	bool any = false;

	for (enum change change = 0; change < CHANGE_COUNT; change++) {
		if (!diff->counts[change])
			continue;
		fprintf(out, "%s%zu %s", any ? ", " : "", diff->counts[change],
			change_word(change));
		any = true;
	}
	if (!any)
		fputs("nothing was measured", out);
}

void diff_method(const struct diff *diff, void (*line)(void *to, const char *text), void *to)
{
	const struct diff_thresholds *t = &diff->thresholds;
	bool few = diff->base->count < DIFF_RUNS_MIN || diff->other->count < DIFF_RUNS_MIN;
	char text[700];

	if (!diff->metric_count)
		return;
	if (diff->tests) {
		snprintf(text, sizeof(text),
			"Medians over the runs with %.0f %% intervals; Mann-Whitney U of %zu "
			"comparisons, corrected after Benjamini and Hochberg; better or worse: p "
			"at "
			"most %g and a shift of at least %g %% and, for times, %g us; same: the "
			"shift's interval lies within that.",
			100 * (1 - t->alpha), diff->tests, t->alpha, t->relative * 100,
			t->seconds * 1e6);
		line(to, text);
	}
	if (few) {
		snprintf(text, sizeof(text),
			"A run is one observation, however many values it holds: with fewer than "
			"%d "
			"runs on each side (boot --repeat %d) no metric is called better or worse.",
			DIFF_RUNS_MIN, 2 * DIFF_RUNS_MIN);
		line(to, text);
	}
}

bool diff_shown(const struct metric_change *metric, bool all)
{
	return all || metric->change != CHANGE_SAME;
}

const char *diff_reason(const struct metric_change *metric, const struct metric_change *before)
{
	if (metric->change != CHANGE_INCOMPARABLE && metric->change != CHANGE_UNMATCHED)
		return "";
	return before && !strcmp(metric->reason, before->reason) ? "" : metric->reason;
}

static int by_change(const void *a, const void *b)
{
	const struct metric_change *x = *(const struct metric_change *const *)a;
	const struct metric_change *y = *(const struct metric_change *const *)b;

	if (x->change != y->change)
		return (x->change > y->change) - (x->change < y->change);
	return (x > y) - (x < y);
}

const struct metric_change **diff_order(const struct diff *diff)
{
	const struct metric_change **order = calloc(diff->metric_count + 1, sizeof(*order));

	if (!order)
		abort();
	for (size_t i = 0; i < diff->metric_count; i++)
		order[i] = &diff->metrics[i];
	qsort(order, diff->metric_count, sizeof(*order), by_change);
	return order;
}
