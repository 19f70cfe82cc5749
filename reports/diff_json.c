/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include "core/version.h"

#include <math.h>

static json_t *number(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

static json_t *set_json(const struct diff *diff, const struct result_set *set)
{
	json_t *files = json_array();

	for (size_t i = 0; i < set->count; i++)
		json_array_append_new(files, json_string(diff->sets->files[set->members[i]]));
	return json_pack("{s:s,s:s,s:o}", "name", set->name, "label", set->label, "results", files);
}

static json_t *facts_json(const struct diff *diff)
{
	json_t *array = json_array();

	for (size_t i = 0; i < diff->fact_count; i++) {
		const struct fact_change *f = &diff->facts[i];
		json_t *fact = json_pack("{s:s,s:b}", "id", f->id, "lost", f->lost);

		if (f->base)
			json_object_set(fact, "base", (json_t *)f->base);
		if (f->other)
			json_object_set(fact, "other", (json_t *)f->other);
		json_array_append_new(array, fact);
	}
	return array;
}

static json_t *verdicts_json(const struct diff *diff)
{
	json_t *array = json_array();

	for (size_t i = 0; i < diff->verdict_count; i++) {
		const struct verdict_change *v = &diff->verdicts[i];

		json_array_append_new(
			array, json_pack("{s:s,s:s,s:s,s:s,s:s*}", "check", v->row->name, "change",
				       v->change == CHANGE_INCONCLUSIVE ? "differs"
									: change_word(v->change),
				       "base", v->base, "other", v->other, "reason", v->reason));
	}
	return array;
}

static json_t *side_json(size_t runs, double median, const struct stats_interval *is)
{
	return json_pack("{s:I,s:o,s:o,s:o,s:o}", "runs", (json_int_t)runs, "median",
		number(median), "low", number(is->low), "high", number(is->high), "level",
		number(is->level));
}

static json_t *test_json(const struct metric_change *m)
{
	const struct stats_test *t = &m->test;

	return json_pack("{s:f,s:f,s:f,s:b,s:f,s:o,s:o,s:o,s:f}", "u", t->u, "p", t->p,
		"p_corrected", m->p, "exact", t->exact, "superiority", t->superiority, "shift",
		number(t->shift), "low", number(t->interval.low), "high", number(t->interval.high),
		"level", t->interval.level);
}

static json_t *metric_json(const struct metric_change *m)
{
	json_t *metric = json_pack("{s:s,s:s,s:s,s:s}", "metric", m->row->name, "unit", m->unit,
		"better", m->better, "change", change_word(m->change));

	if (*m->statistic)
		json_object_set_new(metric, "statistic", json_string(m->statistic));
	if (*m->reason)
		json_object_set_new(metric, "reason", json_string(m->reason));
	if (m->base_count)
		json_object_set_new(
			metric, "base", side_json(m->base_count, m->base, &m->base_interval));
	if (m->other_count)
		json_object_set_new(
			metric, "other", side_json(m->other_count, m->other, &m->other_interval));
	if (m->tested) {
		json_object_set_new(metric, "relative", number(diff_relative(m)));
		json_object_set_new(metric, "test", test_json(m));
	}
	return metric;
}

static json_t *metrics_json(const struct diff *diff)
{
	json_t *array = json_array();

	for (size_t i = 0; i < diff->metric_count; i++)
		json_array_append_new(array, metric_json(&diff->metrics[i]));
	return array;
}

static json_t *counts_json(const struct diff *diff)
{
	json_t *counts = json_object();

	for (enum change change = 0; change < CHANGE_COUNT; change++)
		json_object_set_new(counts, change_word(change),
			json_integer((json_int_t)diff->counts[change]));
	return counts;
}

static json_t *comparison_json(const struct diff *diff)
{
	return json_pack("{s:o,s:o,s:O,s:o,s:o,s:o,s:o}", "base", set_json(diff, diff->base),
		"other", set_json(diff, diff->other), "notes", diff->notes, "facts",
		facts_json(diff), "verdicts", verdicts_json(diff), "metrics", metrics_json(diff),
		"counts", counts_json(diff));
}

json_t *diff_json(const struct diff *diffs, size_t count)
{
	const struct diff_thresholds *t = &diffs->thresholds;
	json_t *comparisons = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(comparisons, comparison_json(&diffs[i]));
	return json_pack("{s:s,s:o,s:{s:f,s:f,s:f,s:b},s:o}", "schema", "stratos-diff/1", "tool",
		version_json(), "thresholds", "relative", t->relative, "seconds", t->seconds,
		"alpha", t->alpha, "across_accelerators", t->accelerators, "comparisons",
		comparisons);
}
