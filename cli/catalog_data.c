/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"
#include "cli/cli.h"
#include "cli/profile.h"
#include "guest/plan.h"
#include "hypervisors/data.h"
#include "hypervisors/recipe.h"
#include "reports/judge_facts.h"
#include "reports/profile.h"

#include <string.h>

/* A walk over the tool's own documents of one kind. */
struct walk {
	catalog_visit *visit;
	void *to;
};

static void visit_entry(const struct walk *walk, json_t *entry)
{
	walk->visit(entry, walk->to);
	json_decref(entry);
}

/* ---- facts that the host adds to a result ---- */

static void each_host_fact(catalog_visit *visit, void *to)
{
	for (const struct fact_desc *desc = host_facts; desc->id; desc++) {
		json_t *entry = catalog_fact(desc);

		json_object_set_new(entry, "by", json_string("the host"));
		visit(entry, to);
		json_decref(entry);
	}
}

/* ---- profiles and their requirements ---- */

static json_t *requirement_json(const struct requirement *requirement)
{
	char expected[256];

	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:s*,s:s*,s:b}", "kind", "requirement", "id",
		requirement->id, "title", requirement->title, "profile", requirement->profile,
		"level", requirement_level_word(requirement->level),
		subject_word(requirement->subject), requirement->name, "asks",
		requirement_expected(requirement, NULL, expected, sizeof(expected)), "rationale",
		requirement->rationale, "source", requirement->source, "waivable",
		requirement->waivable);
}

static void visit_profile(const char *name, void *to)
{
	json_t *requirements = json_array();
	struct profile profile;

	profile_load(&profile, name);
	for (size_t i = 0; i < profile.count; i++)
		json_array_append_new(requirements, requirement_json(&profile.requirements[i]));
	visit_entry(to, json_pack("{s:s,s:s,s:s,s:s,s:s*,s:o}", "kind", "profile", "id",
				profile.name, "title", profile.title, "version", profile.version,
				"description", profile.description, "requirements", requirements));
	profile_free(&profile);
}

/* Inherited ones belong to the profile that states them. */
static void visit_requirements(const char *name, void *to)
{
	struct profile profile;

	profile_load(&profile, name);
	for (size_t i = 0; i < profile.count; i++)
		if (!strcmp(profile.requirements[i].profile, profile.name))
			visit_entry(to, requirement_json(&profile.requirements[i]));
	profile_free(&profile);
}

static void each_profile(catalog_visit *visit, void *to)
{
	data_each("profiles", visit_profile, &(struct walk){visit, to});
}

static void each_requirement(catalog_visit *visit, void *to)
{
	data_each("profiles", visit_requirements, &(struct walk){visit, to});
}

/* ---- recipes, machines and plans ---- */

static json_t *accelerators_json(const json_t *recipe)
{
	json_t *array = json_array(), *accelerator;
	size_t i;

	json_array_foreach (json_object_get(recipe, "accelerators"), i, accelerator)
		json_array_append(array, json_object_get(accelerator, "name"));
	return array;
}

/* What 'ci/parts' makes for it. */
static json_t *parts_json(const json_t *recipe)
{
	json_t *array = json_array(), *part;
	const char *key;

	json_object_foreach (json_object_get((json_t *)recipe, "parts"), key, part)
		json_array_append(array, part);
	return array;
}

static json_t *variants_json(json_t *recipe)
{
	json_t *array = json_array(), *variant;
	const char *name;

	json_object_foreach (json_object_get(recipe, "variants"), name, variant)
		json_array_append_new(array, json_pack("{s:s,s:O*}", "id", name, "title",
						     json_object_get(variant, "title")));
	return array;
}

static void visit_recipe(const char *name, void *to)
{
	struct message msg = {0};
	struct recipe recipe;

	if (recipe_read(&recipe, name, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	visit_entry(to,
		json_pack("{s:s,s:s,s:s*,s:s*,s:s*,s:O*,s:s*,s:o,s:O*,s:o,s:o}", "kind", "recipe",
			"id", recipe.name, "title", recipe.title, "hypervisor", recipe.hypervisor,
			"arch", recipe.arch, "tested", json_object_get(recipe.doc.root, "tested"),
			"untested", recipe.untested, "parts", parts_json(recipe.doc.root),
			"documentation", json_object_get(recipe.doc.root, "documentation"),
			"accelerators", accelerators_json(recipe.doc.root), "variants",
			variants_json(recipe.doc.root)));
	recipe_free(&recipe);
}

static json_t *devices_json(const json_t *machine)
{
	json_t *array = json_array(), *device;
	size_t i;

	json_array_foreach (json_object_get(machine, "devices"), i, device)
		json_array_append(array, json_object_get(device, "class"));
	return array;
}

static void visit_machine(const char *name, void *to)
{
	struct message msg = {0};
	struct machine machine;

	if (machine_read(&machine, name, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	visit_entry(to, json_pack("{s:s,s:s,s:O*,s:I,s:I,s:o}", "kind", "machine", "id",
				machine.name, "title", json_object_get(machine.doc.root, "title"),
				"cpus", machine.cpus, "memory_mib", machine.memory_mib, "devices",
				devices_json(machine.doc.root)));
	machine_free(&machine);
}

static void visit_plan(const char *name, void *to)
{
	struct message msg = {0};
	struct plan plan;
	char path[4300];

	if (data_find(path, sizeof(path), "plans", name, &msg) || plan_read(&plan, path, &msg))
		die(EXIT_USAGE, "%s", msg.text);
	visit_entry(to, json_pack("{s:s,s:s,s:O*,s:O*,s:O*,s:O*}", "kind", "plan", "id", name,
				"title", json_object_get(plan.doc.root, "title"), "include",
				json_object_get(plan.doc.root, "include"), "exclude",
				json_object_get(plan.doc.root, "exclude"), "settings",
				json_object_get(plan.doc.root, "settings")));
	plan_free(&plan);
}

static void each_recipe(catalog_visit *visit, void *to)
{
	data_each("hypervisors", visit_recipe, &(struct walk){visit, to});
}

static void each_machine(catalog_visit *visit, void *to)
{
	data_each("machines", visit_machine, &(struct walk){visit, to});
}

static void each_plan(catalog_visit *visit, void *to)
{
	data_each("plans", visit_plan, &(struct walk){visit, to});
}

CATALOG(host_facts) = {"fact", "facts", 41, false, each_host_fact};
CATALOG(profiles) = {"profile", "profiles", 60, false, each_profile};
CATALOG(requirements) = {"requirement", "requirements", 70, false, each_requirement};
CATALOG(recipes) = {"recipe", "recipes", 80, false, each_recipe};
CATALOG(machines) = {"machine", "machines", 90, false, each_machine};
CATALOG(plans) = {"plan", "plans", 95, false, each_plan};
