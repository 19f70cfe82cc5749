/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"
#include "core/unit.h"

#include <stdio.h>
#include <string.h>

static json_t *statements_json(const struct unit *unit)
{
	char copy[512], *rest = copy, *id;
	json_t *array = json_array();

	snprintf(copy, sizeof(copy), "%s", unit->statements ? unit->statements : "");
	while ((id = strtok_r(rest, " ", &rest)))
		json_array_append_new(array, json_string(id));
	return array;
}

static json_t *needs_json(const struct unit *unit)
{
	json_t *array = json_array();

	for (const struct unit *const *need = unit->needs; need && *need; need++)
		json_array_append_new(array, json_string((*need)->id));
	return array;
}

static json_t *flags_json(const struct unit *unit)
{
	static const struct {
		unsigned flag;
		const char *words;
	} flags[] = {
		{UNIT_ROOT, "root"},
		{UNIT_WRITES, "a scratch disk: it writes"},
		{UNIT_CLAIMS, "a device claimed from its driver"},
		{UNIT_HOST, "the host to act"},
		{UNIT_EL1, "the EL1 probe (arm64)"},
		{UNIT_SLOW, "a plan that names it"},
	};
	json_t *array = json_array();

	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (unit->flags & flags[i].flag)
			json_array_append_new(array, json_string(flags[i].words));
	return array;
}

json_t *catalog_fact(const struct fact_desc *desc)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s*}", "kind", "fact", "id", desc->id, "title",
		desc->title, "type", fact_type_word(desc->type), "unit", desc->unit);
}

static json_t *metric_json(const struct metric_desc *desc)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s}", "kind", "metric", "id", desc->id, "title",
		desc->title, "unit", desc->unit, "better",
		desc->better == BETTER_LOWER ? "lower" : "higher");
}

static json_t *unit_json(const struct unit *unit)
{
	enum unit_kind kind = unit_kind(unit);
	json_t *facts = json_array(), *metrics = json_array();

	for (const struct fact_desc *desc = unit->facts; desc && desc->id; desc++)
		json_array_append_new(facts, catalog_fact(desc));
	for (const struct metric_desc *desc = unit->metrics; desc && desc->id; desc++)
		json_array_append_new(metrics, metric_json(desc));
	return json_pack("{s:s,s:s,s:s,s:s*,s:s,s:o,s:s*,s:s*,s:s*,s:o,s:o,s:i,s:o,s:o}", "kind",
		unit_kind_word(kind), "id", unit->id, "title", unit->title, "level",
		kind == UNIT_CHECK ? level_word(unit->level) : NULL, "source", unit->source,
		"statements", statements_json(unit), "prose", unit->prose, "unseen", unit->unseen,
		"runs_on", unit->each ? unit->each->name : NULL, "prerequisites", needs_json(unit),
		"needs", flags_json(unit), "timeout_ms", (int)unit_timeout_ms(unit), "facts", facts,
		"metrics", metrics);
}

static void each_of_kind(enum unit_kind kind, catalog_visit *visit, void *to)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++) {
		json_t *entry;

		if (unit_kind(units[i]) != kind)
			continue;
		entry = unit_json(units[i]);
		visit(entry, to);
		json_decref(entry);
	}
}

static void each_probe(catalog_visit *visit, void *to)
{
	each_of_kind(UNIT_PROBE, visit, to);
}

static void each_check(catalog_visit *visit, void *to)
{
	each_of_kind(UNIT_CHECK, visit, to);
}

static void each_bench(catalog_visit *visit, void *to)
{
	each_of_kind(UNIT_BENCH, visit, to);
}

/* Takes the reference to `entry`. */
static void visit_from(json_t *entry, const struct unit *unit, catalog_visit *visit, void *to)
{
	json_object_set_new(entry, "by", json_string(unit->id));
	json_object_set_new(entry, "source", json_string(unit->source));
	visit(entry, to);
	json_decref(entry);
}

static void each_fact(catalog_visit *visit, void *to)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct fact_desc *desc = units[i]->facts; desc && desc->id; desc++)
			visit_from(catalog_fact(desc), units[i], visit, to);
}

static void each_metric(catalog_visit *visit, void *to)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct metric_desc *desc = units[i]->metrics; desc && desc->id; desc++)
			visit_from(metric_json(desc), units[i], visit, to);
}

CATALOG(probes) = {"probe", "probes", 10, true, each_probe};
CATALOG(checks) = {"check", "checks", 20, true, each_check};
CATALOG(benches) = {"bench", "benches", 30, true, each_bench};
CATALOG(facts) = {"fact", "facts", 40, false, each_fact};
CATALOG(metrics) = {"metric", "metrics", 50, false, each_metric};
