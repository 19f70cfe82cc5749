/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/recipe.h"

#include "hypervisors/data.h"
#include "hypervisors/inherit.h"
#include "hypervisors/program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static const char *const arches[] = {"x86_64", "aarch64", NULL};
static const char *const ends[] = {"auto", "poweroff", "reset", "wait", NULL};

static const char *const makes[] = {"screenshot", NULL};

static const struct shape version_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"match", WANT_STRING, .required = true},
	{"minimum", WANT_STRING},
	{0},
};
static const struct shape accelerator_shape[] = {
	{"name", WANT_STRING, .required = true},
	{"argv", WANT_STRINGS, .required = true},
	{"needs", WANT_STRING},
	{"needs_cpu", WANT_STRINGS},
	{"unusable", WANT_STRINGS},
	{"first_event_ms", WANT_INTEGER},
	{"hardware", WANT_BOOLEAN},
	{"variables", WANT_OBJECT},
	{0},
};
static const struct shape sink_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"file", WANT_STRING, .required = true},
	{0},
};
static const struct shape ask_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"match", WANT_STRING, .required = true},
	{0},
};
static const struct shape source_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"asks", WANT_OBJECT, .inner = ask_shape},
	{"file", WANT_STRING, .required = true},
	{"files", WANT_OBJECT},
	{"environment", WANT_STRINGS},
	{0},
};
static const struct shape split_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"backend", WANT_STRINGS, .required = true},
	{0},
};
static const struct shape device_shape[] = {
	{"argv", WANT_STRINGS, .required = true},
	{"needs", WANT_STRING},
	{"program", WANT_STRING},
	{"split", WANT_OBJECT, .inner = split_shape},
	{"sink", WANT_OBJECT, .inner = sink_shape},
	{"source", WANT_OBJECT, .inner = source_shape},
	{0},
};
static const struct shape variant_shape[] = {
	{"title", WANT_STRING, .required = true},
	{"variables", WANT_OBJECT, .required = true},
	{0},
};
static const struct shape action_shape[] = {
	{"qmp", WANT_OBJECT, .required = true},
	{"title", WANT_STRING},
	{"makes", WANT_STRING, .words = makes},
	{"answer", WANT_STRING},
	{0},
};
static const char *const nested_results[] = {"device", "console", NULL};
static const struct shape nested_shape[] = {
	{"recipe", WANT_STRING, .required = true},
	{"accelerator", WANT_STRING, .required = true},
	{"initrd", WANT_STRING, .required = true},
	{"files", WANT_OBJECT},
	{"results", WANT_STRING, .words = nested_results},
	{"variables", WANT_OBJECT},
	{0},
};
static const struct shape recipe_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"name", WANT_STRING, .required = true},
	{"title", WANT_STRING, .required = true},
	{"hypervisor", WANT_STRING, .required = true},
	{"arch", WANT_STRING, .required = true, .words = arches},
	{"extends", WANT_STRING},
	{"tested", WANT_BOOLEAN, .required = true},
	{"untested", WANT_STRING},
	{"documentation", WANT_STRING},
	{"notes", WANT_STRINGS},
	{"program", WANT_STRING, .required = true},
	{"package", WANT_STRING},
	{"version", WANT_OBJECT, .inner = version_shape},
	{"accelerators", WANT_OBJECTS, .required = true, .inner = accelerator_shape},
	{"variables", WANT_OBJECT},
	{"parts", WANT_OBJECT},
	{"prepare", WANT_STRINGS},
	{"nested", WANT_OBJECT, .inner = nested_shape},
	{"overhead_mib", WANT_INTEGER},
	{"start_s", WANT_INTEGER},
	{"argv", WANT_STRINGS, .required = true},
	{"shared_memory", WANT_STRINGS},
	{"cmdline", WANT_STRING, .required = true},
	{"devices", WANT_MAP, .required = true, .inner = device_shape},
	{"end", WANT_STRING, .words = ends},
	{"el1", WANT_BOOLEAN},
	{"variants", WANT_MAP, .inner = variant_shape},
	{"actions", WANT_MAP, .inner = action_shape},
	{"knows", WANT_OBJECT},
	{"control", WANT_STRING},
	{0},
};
static const struct shape machine_device_shape[] = {
	{"class", WANT_STRING, .required = true},
	{"size_mib", WANT_INTEGER},
	{"file", WANT_STRING},
	{"count", WANT_INTEGER},
	{"sink", WANT_BOOLEAN},
	{"source", WANT_BOOLEAN},
	{"split", WANT_BOOLEAN},
	{"variant", WANT_STRING},
	{"optional", WANT_BOOLEAN},
	{0},
};
static const struct shape machine_shape[] = {
	{"schema", WANT_STRING, .required = true},
	{"name", WANT_STRING, .required = true},
	{"title", WANT_STRING, .required = true},
	{"cpus", WANT_INTEGER, .required = true},
	{"memory_mib", WANT_INTEGER, .required = true},
	{"devices", WANT_OBJECTS, .required = true, .inner = machine_device_shape},
	{0},
};

static const char *text_of(const json_t *root, const char *key, const char *otherwise)
{
	const char *text = json_string_value(json_object_get(root, key));

	return text ? text : otherwise;
}

/* A recipe that nobody has run says why, and one that ran has nothing to say. */
static int check_tested(const struct document *doc, struct message *msg)
{
	bool tested = json_is_true(json_object_get(doc->root, "tested"));

	if (tested == !json_object_get(doc->root, "untested"))
		return 0;
	return document_error(doc, msg, "$.untested", "%s",
		tested ? "the recipe says that it is tested"
		       : "expected the reason why the recipe was never run");
}

int recipe_read(struct recipe *recipe, const char *name, struct message *msg)
{
	const json_t *root;
	int err;

	*recipe = (struct recipe){0};
	err = data_find(recipe->file, sizeof(recipe->file), "hypervisors", name, msg);
	if (!err)
		err = inherit_read(&recipe->doc, recipe->file, msg);
	if (!err)
		err = document_check(&recipe->doc, recipe_shape, msg);
	if (!err)
		err = check_tested(&recipe->doc, msg);
	if (err)
		return err;
	root = recipe->doc.root;
	recipe->name = text_of(root, "name", "");
	recipe->title = text_of(root, "title", "");
	recipe->hypervisor = text_of(root, "hypervisor", "");
	recipe->arch = text_of(root, "arch", "");
	recipe->program = text_of(root, "program", "");
	recipe->cmdline = text_of(root, "cmdline", "");
	recipe->end = text_of(root, "end", "auto");
	recipe->untested = text_of(root, "untested", NULL);
	return 0;
}

void recipe_free(struct recipe *recipe)
{
	document_free(&recipe->doc);
}

int machine_read(struct machine *machine, const char *name, struct message *msg)
{
	char file[4096];
	int err;

	*machine = (struct machine){0};
	err = data_find(file, sizeof(file), "machines", name, msg);
	if (!err)
		err = document_read(&machine->doc, file, "stratos-machine/1", machine_shape, msg);
	if (err)
		return err;
	machine->name = text_of(machine->doc.root, "name", "");
	machine->cpus = json_integer_value(json_object_get(machine->doc.root, "cpus"));
	machine->memory_mib = json_integer_value(json_object_get(machine->doc.root, "memory_mib"));
	return 0;
}

void machine_free(struct machine *machine)
{
	document_free(&machine->doc);
}

static void add_variables(struct variables *variables, json_t *map)
{
	const char *key;
	json_t *value;

	json_object_foreach (map, key, value)
		if (json_is_string(value))
			json_object_set(variables->map, key, value);
}

/* Each part becomes a variable that holds its directory. */
static int add_parts(
	struct variables *variables, json_t *parts, json_t *missing, struct message *msg)
{
	const char *key;
	char path[4096];
	json_t *name;
	int err;

	json_object_foreach (parts, key, name) {
		if (!json_is_string(name))
			return message_set(msg, -EINVAL, "parts: %s: expected a name", key);
		err = data_part(path, sizeof(path), json_string_value(name), msg);
		if (err && !missing)
			return err;
		if (err) {
			json_array_append_new(missing, json_string(msg->text));
			*msg = (struct message){0};
		}
		variables_set(variables, key, "%s", path);
	}
	return 0;
}

int recipe_variant(const struct recipe *recipe, const char *name, struct variables *variables,
	struct message *msg)
{
	const json_t *variant =
		json_object_get(json_object_get(recipe->doc.root, "variants"), name);

	if (!variant)
		return message_set(
			msg, -EINVAL, "%s: the recipe has no variant '%s'", recipe->doc.file, name);
	add_variables(variables, json_object_get(variant, "variables"));
	return 0;
}

int recipe_variables(const struct recipe *recipe, const json_t *variants,
	struct variables *variables, json_t *missing, struct message *msg)
{
	size_t i;
	json_t *name;

	add_variables(variables, json_object_get(recipe->doc.root, "variables"));
	if (add_parts(variables, json_object_get(recipe->doc.root, "parts"), missing, msg))
		return -EINVAL;
	json_array_foreach (variants, i, name)
		if (recipe_variant(recipe, json_string_value(name), variables, msg))
			return -EINVAL;
	return 0;
}

const json_t *recipe_accelerator(const struct recipe *recipe, const char *name)
{
	size_t i;
	json_t *row;

	json_array_foreach (json_object_get(recipe->doc.root, "accelerators"), i, row)
		if (!strcmp(text_of(row, "name", ""), name))
			return row;
	return NULL;
}

char *recipe_version(const struct recipe *recipe, struct message *msg)
{
	const json_t *ask = json_object_get(recipe->doc.root, "version");
	const char *minimum = text_of(ask, "minimum", NULL);
	const char *package = text_of(recipe->doc.root, "package", "the package that has it");
	struct variables variables = {.map = json_object()};
	struct argv argv = {0};
	char *output = NULL, *version = NULL;

	if (!recipe_variables(recipe, NULL, &variables, NULL, msg) &&
		!argv_add(&argv, json_object_get(ask, "argv"), &variables, msg) && argv.count)
		output = program_output(argv.items);
	if (argv.count && !output)
		message_set(msg, -ENOENT, "%s cannot be run: install %s", argv.items[0], package);
	else if (output)
		version = program_match(output, text_of(ask, "match", ""));
	if (output && !version)
		message_set(msg, -EINVAL, "%s did not tell its version (asked with %s)",
			recipe->program, argv.items[0]);
	if (version && minimum && strverscmp(version, minimum) < 0) {
		message_set(msg, -EINVAL,
			"%s is version %s; at least %s is needed: install a newer %s",
			recipe->program, version, minimum, package);
		free(version);
		version = NULL;
	}
	variables_free(&variables);
	argv_free(&argv);
	free(output);
	return version;
}
