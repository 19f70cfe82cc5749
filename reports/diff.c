/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include "reports/quantity.h"
#include "reports/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *change_word(enum change change)
{
	static const char *const words[CHANGE_COUNT] = {
		[CHANGE_WORSE] = "worse",
		[CHANGE_BETTER] = "better",
		[CHANGE_INCOMPARABLE] = "incomparable",
		[CHANGE_UNMATCHED] = "unmatched",
		[CHANGE_INCONCLUSIVE] = "inconclusive",
		[CHANGE_SAME] = "same",
	};

	return words[change];
}

double diff_absolute(const struct diff_thresholds *thresholds, const char *unit)
{
	static const struct {
		const char *unit;
		double least;
	} rows[] = {{"1/s", 1}, {"MB/s", 0.1}, {"ratio", 0.01}, {"ppm", 1}, {"exits", 0.1},
		{"frames", 1}, {"count", 1}};
	double seconds = quantity_seconds(unit);

	if (seconds)
		return thresholds->seconds / seconds;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strcmp(rows[i].unit, unit))
			return rows[i].least;
	return 0;
}

double diff_relative(const struct metric_change *metric)
{
	if (metric->test.shift == 0)
		return 0;
	return metric->base == 0 ? copysign(INFINITY, metric->test.shift)
				 : metric->test.shift / fabs(metric->base);
}

int diff_rows_make(struct diff_rows *rows, const struct result_sets *sets, struct message *msg)
{
	int err;

	*rows = (struct diff_rows){0};
	err = match_metrics(&rows->metrics, sets->results, sets->result_count, msg);
	return err ? err : match_verdicts(&rows->verdicts, sets->results, sets->result_count, msg);
}

void diff_rows_free(struct diff_rows *rows)
{
	match_free(&rows->metrics);
	match_free(&rows->verdicts);
}

static void note(struct diff *diff, json_t *sentence)
{
	json_array_append_new(diff->notes, sentence);
}

static void note_incomplete(struct diff *diff, const struct result_set *set)
{
	for (size_t i = 0; i < set->count; i++) {
		size_t member = set->members[i];

		if (diff->sets->results[member].complete)
			continue;
		diff->incomplete = true;
		note(diff, json_sprintf("%s is incomplete: what it lacks was not compared",
				   diff->sets->files[member]));
	}
}

/* What the numbers depend on besides the hypervisor: where it differs, they mean less. */
static void note_environment(struct diff *diff)
{
	static const struct {
		const char *name, *inner, *key;
	} rows[] = {
		{"the host's CPU", "host", "cpu"},
		{"the host's number of CPUs", "host", "cpus"},
		{"the guest's kernel", NULL, "kernel"},
		{"the guest image", NULL, "image_sha256"},
		{"the architecture", NULL, "arch"},
	};
	const json_t *base = diff->sets->results[diff->base->members[0]].environment;
	const json_t *other = diff->sets->results[diff->other->members[0]].environment;
	char a[120], b[120];

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const json_t *x = rows[i].inner ? json_object_get(base, rows[i].inner) : base;
		const json_t *y = rows[i].inner ? json_object_get(other, rows[i].inner) : other;

		x = json_object_get(x, rows[i].key);
		y = json_object_get(y, rows[i].key);
		if (x && y && !json_equal(x, y))
			note(diff,
				json_sprintf("%s differs: %s, %s", rows[i].name,
					value_text(x, a, sizeof(a)), value_text(y, b, sizeof(b))));
	}
}

int diff_make(struct diff *diff, const struct diff_rows *rows, struct message *msg)
{
	int err;

	diff->notes = json_array();
	note_incomplete(diff, diff->base);
	note_incomplete(diff, diff->other);
	note_environment(diff);
	err = diff_facts(diff, msg);
	if (!err)
		err = diff_verdicts(diff, &rows->verdicts, msg);
	return err ? err : diff_metrics(diff, &rows->metrics, msg);
}

void diff_free(struct diff *diff)
{
	free(diff->metrics);
	free(diff->verdicts);
	free(diff->facts);
	json_decref(diff->notes);
}
