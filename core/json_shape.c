/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#define PATH_MAX_TEXT 512
#define KEYS_MAX      64 /* of any shape of this program */

/* Where a check is in the document; only a mistake turns that into a path. */
struct place {
	const struct place *up;
	const char *base; /* of the first: the path so far */
	const char *key;  /* of a member; NULL for an item */
	size_t index;
};

static size_t put_path(const struct place *place, char *path)
{
	size_t used = place->up ? put_path(place->up, path) : 0;
	int n;

	if (!place->up)
		n = snprintf(path, PATH_MAX_TEXT, "%s", place->base);
	else if (place->key)
		n = snprintf(path + used, PATH_MAX_TEXT - used, ".%s", place->key);
	else
		n = snprintf(path + used, PATH_MAX_TEXT - used, "[%zu]", place->index);
	return used + (size_t)n < PATH_MAX_TEXT ? used + (size_t)n : PATH_MAX_TEXT - 1;
}

static const char *path_of(const struct place *place, char *path)
{
	put_path(place, path);
	return path;
}

static bool shape_has(const struct shape *shape, const char *key)
{
	for (; shape->key; shape++)
		if (!strcmp(shape->key, key))
			return true;
	return false;
}

static const char *wanted(const struct shape *row)
{
	static const char *const words[] = {
		[WANT_STRING] = "a string",
		[WANT_INTEGER] = "an integer",
		[WANT_NUMBER] = "a number",
		[WANT_BOOLEAN] = "true or false",
		[WANT_OBJECT] = "an object",
		[WANT_MAP] = "an object",
		[WANT_STRINGS] = "an array of strings",
		[WANT_OBJECTS] = "an array of objects",
		[WANT_STRINGS_MAP] = "an object of arrays of strings",
		[WANT_ANY] = "a value",
	};

	return words[row->want];
}

static bool all_strings(const json_t *array)
{
	size_t i;
	json_t *item;

	if (!json_is_array(array))
		return false;
	json_array_foreach (array, i, item)
		if (!json_is_string(item))
			return false;
	return true;
}

static bool right_type(const struct shape *row, json_t *value)
{
	const char *key;
	json_t *inner;

	switch (row->want) {
	case WANT_STRING:
		return json_is_string(value);
	case WANT_INTEGER:
		return json_is_integer(value);
	case WANT_NUMBER:
		return json_is_number(value);
	case WANT_BOOLEAN:
		return json_is_boolean(value);
	case WANT_OBJECT:
	case WANT_MAP:
		return json_is_object(value);
	case WANT_STRINGS:
		return all_strings(value);
	case WANT_OBJECTS:
		return json_is_array(value);
	case WANT_STRINGS_MAP:
		if (!json_is_object(value))
			return false;
		json_object_foreach (value, key, inner)
			if (!all_strings(inner))
				return false;
		return true;
	case WANT_ANY:
		return true;
	}
	return false;
}

static int check_word(const struct document *doc, const struct shape *row, const json_t *value,
	const struct place *place, struct message *msg)
{
	char list[300] = "", path[PATH_MAX_TEXT];

	for (const char *const *word = row->words; *word; word++)
		if (!strcmp(*word, json_string_value(value)))
			return 0;
	for (const char *const *word = row->words; *word; word++)
		snprintf(list + strlen(list), sizeof(list) - strlen(list), "%s%s",
			word == row->words ? "" : ", ", *word);
	return document_error(doc, msg, path_of(place, path), "\"%s\" is not one of: %s",
		json_string_value(value), list);
}

static int check_object(const struct document *doc, const struct shape *shape, json_t *object,
	const struct place *place, struct message *msg);

static int check_children(const struct document *doc, const struct shape *row, json_t *value,
	const struct place *place, struct message *msg)
{
	struct place child = {.up = place};
	json_t *item;
	int err;

	if (row->want == WANT_OBJECT)
		return check_object(doc, row->inner, value, place, msg);
	if (row->want == WANT_MAP) {
		json_object_foreach (value, child.key, item)
			if ((err = check_object(doc, row->inner, item, &child, msg)))
				return err;
	}
	if (row->want == WANT_OBJECTS) {
		json_array_foreach (value, child.index, item)
			if ((err = check_object(doc, row->inner, item, &child, msg)))
				return err;
	}
	return 0;
}

static int check_row(const struct document *doc, const struct shape *row, json_t *value,
	const struct place *place, struct message *msg)
{
	struct place child = {.up = place, .key = row->key};
	char path[PATH_MAX_TEXT];
	int err;

	if (!value && row->required)
		return document_error(
			doc, msg, path_of(place, path), "\"%s\" is missing", row->key);
	if (!value)
		return 0;
	if (!right_type(row, value))
		return document_error(doc, msg, path_of(&child, path), "expected %s", wanted(row));
	if (row->words && (err = check_word(doc, row, value, &child, msg)))
		return err;
	return row->inner ? check_children(doc, row, value, &child, msg) : 0;
}

static int check_unknown(const struct document *doc, const struct shape *shape, json_t *object,
	const struct place *place, struct message *msg)
{
	struct place child = {.up = place};
	char path[PATH_MAX_TEXT];
	json_t *value;

	json_object_foreach (object, child.key, value)
		if (!shape_has(shape, child.key))
			return document_error(
				doc, msg, path_of(&child, path), "unknown key \"%s\"", child.key);
	return 0;
}

/* An unknown key comes first: it may be what is missing, misspelt. */
static int check_object(const struct document *doc, const struct shape *shape, json_t *object,
	const struct place *place, struct message *msg)
{
	json_t *values[KEYS_MAX];
	char path[PATH_MAX_TEXT];
	size_t known = 0;
	int err = 0;

	if (!json_is_object(object))
		return document_error(doc, msg, path_of(place, path), "expected an object");
	for (size_t i = 0; shape[i].key; i++) {
		assert(i < KEYS_MAX);
		values[i] = json_object_get(object, shape[i].key);
		known += values[i] != NULL;
	}
	if (known != json_object_size(object))
		return check_unknown(doc, shape, object, place, msg);
	for (size_t i = 0; shape[i].key && !err; i++)
		err = check_row(doc, &shape[i], values[i], place, msg);
	return err;
}

int document_check_object(const struct document *doc, const struct shape *shape, json_t *object,
	const char *path, struct message *msg)
{
	return check_object(doc, shape, object, &(struct place){.base = path}, msg);
}
