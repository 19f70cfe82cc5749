/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_facts.h"
#include "reports/metric.h"
#include "reports/profile_tools.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SLACK 1.25 /* how much worse than what was seen a limit on a ratio is set */

struct derive {
	const struct result *result;
	json_t *requirements;
	char source[200];
};

/* Adds a requirement on `name`, unless there is one; takes the reference to `more`. */
static void add(struct derive *derive, const char *subject, const char *name, const char *title,
	const char *level, json_t *more)
{
	json_t *requirement, *other;
	char id[200];
	size_t used = (size_t)snprintf(id, sizeof(id), "%s.", subject), i;

	for (const char *at = name; *at && used + 1 < sizeof(id); at++)
		if (!strchr("[]*", *at))
			id[used++] = (char)(isalnum((unsigned char)*at) || strchr("._-", *at)
						    ? tolower((unsigned char)*at)
						    : '-');
	id[used] = '\0';
	json_array_foreach (derive->requirements, i, other)
		if (!strcmp(json_string_value(json_object_get(other, "id")), id)) {
			json_decref(more);
			return;
		}
	requirement = json_pack(
		"{s:s,s:s,s:s,s:s}", "id", id, "title", title, "level", level, subject, name);
	json_object_update(requirement, more);
	json_decref(more);
	json_object_set_new(requirement, "rationale",
		json_string("observed; write here why a guest relies on it"));
	json_object_set_new(requirement, "source", json_string(derive->source));
	json_array_append_new(derive->requirements, requirement);
}

/* "virtio.block[3].queues" -> "virtio.block[*].queues" */
static void pattern_of(const char *id, char *pattern, size_t size)
{
	size_t used = 0;

	while (*id && used + 4 < size) {
		size_t digits = *id == '[' ? strspn(id + 1, "0123456789") : 0;

		if (digits && id[digits + 1] == ']') {
			used += (size_t)snprintf(pattern + used, size - used, "[*]");
			id += digits + 2;
		} else {
			pattern[used++] = *id++;
		}
	}
	pattern[used] = '\0';
}

static json_t *limit(const char *op, const json_t *value, const char *level)
{
	return json_pack("{s:s,s:O,s:s}", "op", op, "value", value, "level", level);
}

/*
 * A requirement for one device; those of the others are merged into it. Text names things
 * (a model, an address) and seldom is a promise; that something is not so never is.
 */
static json_t *limit_of(const json_t *value)
{
	if (json_is_integer(value))
		return limit("ge", value, "mandatory");
	if (json_is_array(value))
		return json_array_size(value) ? limit("contains-all", value, "mandatory") : NULL;
	if (json_is_boolean(value))
		return limit("eq", value, json_is_true(value) ? "mandatory" : "optional");
	return json_is_string(value) ? limit("eq", value, "optional") : NULL;
}

/* What all devices of a kind have in common; NULL where that is nothing. */
static json_t *common_limit(const struct result *result, const char *pattern)
{
	json_t *common = NULL, *one;

	for (struct fact_cursor c = facts_named(result, pattern); facts_next(&c);) {
		one = limit_of(c.value);
		if (!common) {
			common = one;
			if (!common)
				return NULL;
			continue;
		}
		if (!one || requirement_merge(common, one, MERGE_INTERSECTION) != MERGED) {
			json_decref(one);
			json_decref(common);
			return NULL;
		}
		json_decref(one);
	}
	return common;
}

/* What was measured or is a matter of the machine changes from run to run. */
static bool lasting(const struct fact_desc *desc)
{
	return desc && desc->type != FACT_NUMBER &&
	       (!desc->unit || !metric_unit_is_speed(desc->unit));
}

static void add_facts(struct derive *derive)
{
	const struct unit *unit;
	const char *id;
	json_t *value;

	json_object_foreach ((json_t *)derive->result->facts, id, value) {
		const struct fact_desc *desc = judge_describe(id, &unit);
		char pattern[200];
		json_t *limit;

		if (!lasting(desc) || !unit)
			continue; /* unknown, or the host's word on the machine */
		pattern_of(id, pattern, sizeof(pattern));
		limit = common_limit(derive->result, pattern);
		if (limit)
			add(derive, "fact", pattern, desc->title, "mandatory", limit);
	}
}

static void add_checks(struct derive *derive)
{
	json_t *verdict;
	size_t i;

	json_array_foreach (derive->result->verdicts, i, verdict) {
		const char *id = json_string_value(json_object_get(verdict, "id"));
		const char *level = json_string_value(json_object_get(verdict, "level"));
		const struct unit *unit = unit_find(id);
		struct requirement pass = {.subject = SUBJECT_CHECK, .name = id};
		bool passed = true, any = false;
		json_t *other;
		size_t k;

		json_array_foreach (derive->result->verdicts, k, other) {
			const char *word = json_string_value(json_object_get(other, "word"));

			if (strcmp(json_string_value(json_object_get(other, "id")), id) != 0)
				continue;
			any |= requirement_wants_word(&pass, word);
			passed &= requirement_wants_word(&pass, word) || !strcmp(word, "absent");
		}
		if (passed && any && unit && unit_kind(unit) == UNIT_CHECK)
			add(derive, "check", id, unit->title,
				level && !strcmp(level, "MUST") ? "mandatory" : "recommended",
				json_object());
	}
}

/* Only what holds on another machine, too: ratios, counts, exits. */
static void add_metrics(struct derive *derive)
{
	json_t *metric;
	size_t i;

	json_array_foreach (derive->result->metrics, i, metric) {
		const char *id = json_string_value(json_object_get(metric, "id"));
		const char *unit = json_string_value(json_object_get(metric, "unit"));
		const char *better = json_string_value(json_object_get(metric, "better"));
		const struct metric_desc *desc = metric_find(id, NULL);
		const char *statistic = json_object_get(metric, "value") ? "value" : "p99";
		bool lower = !strcmp(better, "lower");
		double worst = lower ? -INFINITY : INFINITY;
		json_t *other;
		size_t k;

		if (!desc || metric_unit_is_speed(unit))
			continue;
		json_array_foreach (derive->result->metrics, k, other) {
			double number = metric_statistic(other, statistic);

			if (!strcmp(json_string_value(json_object_get(other, "id")), id))
				worst = lower ? fmax(worst, number) : fmin(worst, number);
		}
		if (isfinite(worst))
			add(derive, "metric", id, desc->title, "recommended",
				json_pack("{s:s,s:f,s:s,s:s}", "op", lower ? "le" : "ge", "value",
					worst * (lower ? SLACK : 1 / SLACK), "unit", unit,
					"percentile", statistic));
	}
}

json_t *profile_derive(const struct result *result, const char *name)
{
	const char *run = json_string_value(json_object_get(result->run, "id"));
	char title[200], label[120];
	struct derive derive = {.result = result};
	json_t *profile;

	snprintf(title, sizeof(title), "what %s had", result_label(result, label, sizeof(label)));
	snprintf(derive.source, sizeof(derive.source), "derived from %s",
		run ? run : result->doc.file);
	profile = profile_new(name, title,
		"Made by 'profile derive' of one result: a starting point. Take out what guests do "
		"not rely on, and write why they rely on the rest.");
	derive.requirements = json_object_get(profile, "requirements");
	add_facts(&derive);
	add_checks(&derive);
	add_metrics(&derive);
	return profile;
}
