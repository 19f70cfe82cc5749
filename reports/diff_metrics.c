/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include "reports/metric.h"
#include "reports/quantity.h"
#include "reports/text.h"

#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/*
 * A run is one observation: the values inside a run share its luck (the host's load, where
 * pages fell), so that a thousand of them are no thousand witnesses. Each run gives one
 * number for each statistic, and those are compared.
 */
static const char *const of_distributions[] = {"p50", "p99", NULL};
static const char *const of_numbers[] = {"value", NULL};

static void decide(struct metric_change *m, enum change change, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

static void decide(struct metric_change *m, enum change change, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	vsnprintf(m->reason, sizeof(m->reason), fmt, args);
	va_end(args);
	m->change = change;
}

/* The set's first metric in that row; NULL where none of its runs has it. */
static const json_t *first_in(const struct match_row *row, const struct result_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		if (row->of[set->members[i]])
			return row->of[set->members[i]];
	return NULL;
}

static bool all_agree(const struct match_row *row, const struct result_set *set, const char *key,
	const char *value)
{
	for (size_t i = 0; i < set->count; i++) {
		const json_t *metric = row->of[set->members[i]];

		if (metric && strcmp(text_at(metric, key), value) != 0)
			return false;
	}
	return true;
}

static const char *accelerator(const struct diff *diff, const struct result_set *set)
{
	return text_at(diff->sets->results[set->members[0]].hypervisor, "accelerator");
}

/* Says why the two cannot be compared; false where they can. */
static bool incomparable(const struct diff *diff, struct metric_change *m)
{
	static const char *const keys[] = {"unit", "better"};
	const char *a = accelerator(diff, diff->base), *b = accelerator(diff, diff->other);

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		const char *value = i ? m->better : m->unit;

		if (all_agree(m->row, diff->base, keys[i], value) &&
			all_agree(m->row, diff->other, keys[i], value))
			continue;
		decide(m, CHANGE_INCOMPARABLE, "the %s differs", i ? "direction" : "unit");
		return true;
	}
	if (!diff->thresholds.accelerators && strcmp(a, b) && metric_unit_is_speed(m->unit)) {
		decide(m, CHANGE_INCOMPARABLE, "accelerators %s and %s", *a ? a : "unknown",
			*b ? b : "unknown");
		return true;
	}
	return false;
}

/* The statistic of each run that has it, ascending; 0 where one of them cannot tell it. */
static size_t gather(const struct result_set *set, const struct match_row *row,
	const char *statistic, double *values)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++) {
		const json_t *metric = row->of[set->members[i]];
		double value;

		if (!metric)
			continue;
		value = statistic[0] == 'p' ? metric_shown_percentile(metric, atof(statistic + 1))
					    : metric_statistic(metric, statistic);
		if (isnan(value))
			return 0;
		values[count++] = value;
	}
	stats_sort(values, count);
	return count;
}

static int test(const struct diff *diff, struct metric_change *m, double *base, double *other)
{
	double level = 1 - diff->thresholds.alpha;

	m->base_count = gather(diff->base, m->row, m->statistic, base);
	m->other_count = gather(diff->other, m->row, m->statistic, other);
	m->base = stats_median(base, m->base_count);
	m->other = stats_median(other, m->other_count);
	m->base_interval = stats_median_interval(base, m->base_count, level);
	m->other_interval = stats_median_interval(other, m->other_count, level);
	if (m->change != CHANGE_COUNT || !m->base_count || !m->other_count)
		return 0;
	m->tested = m->base_count >= DIFF_RUNS_MIN && m->other_count >= DIFF_RUNS_MIN;
	return stats_mann_whitney(&m->test, base, m->base_count, other, m->other_count, level);
}

static struct metric_change *add(
	struct diff *diff, const struct match_row *row, const char *statistic)
{
	struct metric_change *m;

	if (!(diff->metric_count & (diff->metric_count - 1))) { /* at powers of two */
		size_t room = diff->metric_count ? diff->metric_count * 2 : 1;
		struct metric_change *metrics = realloc(diff->metrics, room * sizeof(*metrics));

		if (!metrics)
			return NULL;
		diff->metrics = metrics;
	}
	m = &diff->metrics[diff->metric_count++];
	*m = (struct metric_change){.row = row,
		.statistic = statistic,
		.change = CHANGE_COUNT,
		.base = NAN,
		.other = NAN};
	return m;
}

/* Has the set that metric on that device, under whichever conditions? */
static bool has_subject(
	const struct match *rows, const struct match_row *like, const struct result_set *set)
{
	for (size_t i = 0; i < rows->count; i++)
		if (!strcmp(text_at(rows->rows[i].any, "id"), text_at(like->any, "id")) &&
			!strcmp(text_at(rows->rows[i].any, "device"),
				text_at(like->any, "device")) &&
			first_in(&rows->rows[i], set))
			return true;
	return false;
}

static int add_unmatched(struct diff *diff, const struct match *rows, const struct match_row *row,
	double *base, double *other)
{
	bool in_base = first_in(row, diff->base) != NULL;
	const struct result_set *has = in_base ? diff->base : diff->other;
	const struct result_set *lacks = in_base ? diff->other : diff->base;
	bool number = json_object_get(row->any, "value") != NULL;
	struct metric_change *m = add(diff, row, (number ? of_numbers : of_distributions)[0]);

	if (!m)
		return -ENOMEM;
	m->unit = text_at(first_in(row, has), "unit");
	m->better = text_at(first_in(row, has), "better");
	if (has_subject(rows, row, lacks))
		decide(m, CHANGE_INCOMPARABLE, "%s has it under other conditions only",
			lacks->name);
	else
		decide(m, CHANGE_UNMATCHED, "only in %s", has->name);
	return test(diff, m, base, other);
}

static int compare_row(struct diff *diff, const struct match_row *row, double *base, double *other)
{
	const json_t *like = first_in(row, diff->base);
	bool number = json_object_get(like, "value") != NULL;
	int err = 0;

	for (const char *const *s = number ? of_numbers : of_distributions; *s && !err; s++) {
		struct metric_change *m = add(diff, row, *s);

		if (!m)
			return -ENOMEM;
		m->unit = text_at(like, "unit");
		m->better = text_at(like, "better");
		incomparable(diff, m);
		err = test(diff, m, base, other);
		if (!err && (!m->base_count || !m->other_count))
			diff->metric_count--; /* too few values in a run for that percentile */
	}
	return err;
}

/* Tests are corrected together: among hundreds some look rare by chance. */
static int correct(struct diff *diff)
{
	double *p = malloc((diff->metric_count + 1) * sizeof(*p));
	int err = p ? 0 : -ENOMEM;

	for (size_t i = 0; !err && i < diff->metric_count; i++)
		if (diff->metrics[i].tested)
			p[diff->tests++] = diff->metrics[i].test.p;
	if (!err)
		err = stats_benjamini_hochberg(p, diff->tests);
	for (size_t i = diff->metric_count, k = diff->tests; !err && i-- > 0;)
		if (diff->metrics[i].tested)
			diff->metrics[i].p = p[--k];
	free(p);
	return err;
}

static void conclude(const struct diff *diff, struct metric_change *m)
{
	const struct diff_thresholds *t = &diff->thresholds;
	double least = fmax(t->relative * fabs(m->base), diff_absolute(t, m->unit));
	bool higher = m->test.shift > 0, wants_higher = !strcmp(m->better, "higher");

	if (!m->tested)
		decide(m, CHANGE_INCONCLUSIVE, "%zu and %zu runs; at least %d of each are needed",
			m->base_count, m->other_count, DIFF_RUNS_MIN);
	else if (m->p <= t->alpha && fabs(m->test.shift) >= least)
		decide(m, higher == wants_higher ? CHANGE_BETTER : CHANGE_WORSE, "%s", "");
	else if (m->test.interval.low > -least && m->test.interval.high < least)
		decide(m, CHANGE_SAME, "%s", "");
	else
		decide(m, CHANGE_INCONCLUSIVE, "more runs, or less noise, are needed");
}

int diff_metrics(struct diff *diff, const struct match *rows, struct message *msg)
{
	size_t most = diff->sets->result_count + 1;
	double *base = malloc(most * sizeof(*base)), *other = malloc(most * sizeof(*other));
	int err = base && other ? 0 : -ENOMEM;

	for (size_t i = 0; !err && i < rows->count; i++) {
		const struct match_row *row = &rows->rows[i];
		bool in_base = first_in(row, diff->base), in_other = first_in(row, diff->other);

		if (in_base && in_other)
			err = compare_row(diff, row, base, other);
		else if (in_base || in_other)
			err = add_unmatched(diff, rows, row, base, other);
	}
	if (!err)
		err = correct(diff);
	for (size_t i = 0; !err && i < diff->metric_count; i++) {
		if (diff->metrics[i].change == CHANGE_COUNT)
			conclude(diff, &diff->metrics[i]);
		diff->counts[diff->metrics[i].change]++;
	}
	free(base);
	free(other);
	return err ? message_set(msg, err, "out of memory") : 0;
}
