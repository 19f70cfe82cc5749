/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * The value on which all runs of a set agree; NULL with *unsteady where they do not (a
 * boot time, say: a measurement, no feature), NULL where none has it.
 */
static const json_t *agreed(
	const struct diff *diff, const struct result_set *set, const char *id, bool *unsteady)
{
	const json_t *first = json_object_get(diff->sets->results[set->members[0]].facts, id);

	*unsteady = false;
	for (size_t i = 1; i < set->count && !*unsteady; i++) {
		const json_t *value =
			json_object_get(diff->sets->results[set->members[i]].facts, id);

		*unsteady = first || value ? !json_equal(first, value) : false;
	}
	return *unsteady ? NULL : first;
}

static bool has_item(const json_t *list, const json_t *item)
{
	const json_t *other;
	size_t i;

	json_array_foreach (list, i, other)
		if (json_equal(item, other))
			return true;
	return false;
}

/* The base offers something that the other does not: a fact, `true`, an item of a list. */
static bool is_lost(const json_t *base, const json_t *other)
{
	const json_t *item;
	size_t i;

	if (base && !other)
		return true;
	if (json_is_true(base) && json_is_false(other))
		return true;
	json_array_foreach (base, i, item)
		if (!has_item(other, item))
			return true;
	return false;
}

static int by_id(const void *a, const void *b)
{
	return strverscmp(((const struct fact_change *)a)->id, ((const struct fact_change *)b)->id);
}

static void compare(struct diff *diff, const char *id)
{
	struct fact_change change = {.id = id};

	change.base = agreed(diff, diff->base, id, &change.base_unsteady);
	change.other = agreed(diff, diff->other, id, &change.other_unsteady);
	if (change.base_unsteady || change.other_unsteady ||
		(json_is_real(change.base) && json_is_real(change.other))) {
		diff->unsteady += !json_equal(change.base, change.other) || change.base_unsteady;
		return;
	}
	if (json_equal(change.base, change.other))
		return;
	change.lost = is_lost(change.base, change.other);
	diff->facts[diff->fact_count++] = change;
}

/* Each fact once, by the key in the first result that has it: keys live as long as it does. */
static void each_fact(struct diff *diff, const struct result_set *set, json_t *seen)
{
	const char *id;
	json_t *value;

	for (size_t i = 0; i < set->count; i++)
		json_object_foreach (
			(json_t *)diff->sets->results[set->members[i]].facts, id, value) {
			if (json_object_get(seen, id))
				continue;
			json_object_set_new(seen, id, json_true());
			compare(diff, id);
		}
}

static size_t facts_in(const struct diff *diff, const struct result_set *set)
{
	size_t count = 0;

	for (size_t i = 0; i < set->count; i++)
		count += json_object_size(diff->sets->results[set->members[i]].facts);
	return count;
}

int diff_facts(struct diff *diff, struct message *msg)
{
	size_t most = facts_in(diff, diff->base) + facts_in(diff, diff->other);
	json_t *seen = json_object();

	diff->facts = calloc(most + 1, sizeof(*diff->facts));
	if (!diff->facts || !seen) {
		json_decref(seen);
		return message_set(msg, -ENOMEM, "out of memory");
	}
	each_fact(diff, diff->base, seen);
	each_fact(diff, diff->other, seen);
	json_decref(seen);
	qsort(diff->facts, diff->fact_count, sizeof(*diff->facts), by_id);
	return 0;
}
