/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/inherit.h"

#include "hypervisors/data.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#define DEPTH_MAX 4 /* a recipe that extends itself */

static bool listed(const char *const *list, const char *key)
{
	for (; *list; list++)
		if (!strcmp(*list, key))
			return true;
	return false;
}

static void merge(json_t *into, json_t *from)
{
	const char *key;
	json_t *value;

	json_object_foreach (from, key, value) {
		if (json_is_null(value))
			json_object_del(into, key);
		else
			json_object_set(into, key, value);
	}
}

/* `base` becomes what `own` extends it to. */
static void extend(json_t *base, json_t *own)
{
	static const char *const personal[] = {
		"name", "title", "tested", "untested", "notes", NULL};
	static const char *const merged[] = {"variables", "devices", "variants", "actions", NULL};
	const char *key;
	json_t *value;

	for (const char *const *gone = personal; *gone; gone++)
		json_object_del(base, *gone);
	json_object_foreach (own, key, value) {
		json_t *inherited = json_object_get(base, key);

		if (listed(merged, key) && json_is_object(inherited) && json_is_object(value))
			merge(inherited, value);
		else
			json_object_set(base, key, value);
	}
}

static int read_at(struct document *doc, const char *file, unsigned depth, struct message *msg)
{
	struct document base = {0};
	const json_t *name;
	char base_file[4096];
	int err = document_parse(doc, file, "stratos-recipe/1", msg);

	name = err ? NULL : json_object_get(doc->root, "extends");
	if (!json_is_string(name))
		return err; /* another type is for the check to find */
	if (depth == DEPTH_MAX)
		return document_error(doc, msg, "$.extends",
			"more than %u recipes one behind another", DEPTH_MAX);
	err = data_find(base_file, sizeof(base_file), "hypervisors", json_string_value(name), msg);
	if (!err)
		err = read_at(&base, base_file, depth + 1, msg);
	if (!err) {
		json_t *whole = json_deep_copy(base.root);

		extend(whole, doc->root);
		json_decref(doc->root);
		doc->root = whole;
	}
	document_free(&base);
	return err;
}

int inherit_read(struct document *doc, const char *file, struct message *msg)
{
	return read_at(doc, file, 0, msg);
}
