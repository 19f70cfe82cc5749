/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include "core/json_line.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_MAX_TEXT 512

int document_error(
	const struct document *doc, struct message *msg, const char *path, const char *fmt, ...)
{
	char text[700];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return message_set(
		msg, -EINVAL, "%s:%u: %s: %s", doc->file, json_line(doc->text, path), path, text);
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
	const char *path, struct message *msg)
{
	char list[300] = "";

	for (const char *const *word = row->words; *word; word++) {
		if (!strcmp(*word, json_string_value(value)))
			return 0;
		snprintf(list + strlen(list), sizeof(list) - strlen(list), "%s%s",
			word == row->words ? "" : ", ", *word);
	}
	return document_error(
		doc, msg, path, "\"%s\" is not one of: %s", json_string_value(value), list);
}

static int check_children(const struct document *doc, const struct shape *row, json_t *value,
	const char *path, struct message *msg)
{
	char child[PATH_MAX_TEXT];
	const char *key;
	json_t *item;
	size_t i;
	int err;

	if (row->want == WANT_OBJECT)
		return document_check_object(doc, row->inner, value, path, msg);
	if (row->want == WANT_MAP) {
		json_object_foreach (value, key, item) {
			snprintf(child, sizeof(child), "%s.%s", path, key);
			if ((err = document_check_object(doc, row->inner, item, child, msg)))
				return err;
		}
	}
	if (row->want == WANT_OBJECTS) {
		json_array_foreach (value, i, item) {
			snprintf(child, sizeof(child), "%s[%zu]", path, i);
			if ((err = document_check_object(doc, row->inner, item, child, msg)))
				return err;
		}
	}
	return 0;
}

int document_check_object(const struct document *doc, const struct shape *shape, json_t *object,
	const char *path, struct message *msg)
{
	char child[PATH_MAX_TEXT];
	const char *key;
	json_t *value;
	int err;

	if (!json_is_object(object))
		return document_error(doc, msg, path, "expected an object");
	json_object_foreach (object, key, value) {
		if (!shape_has(shape, key)) {
			snprintf(child, sizeof(child), "%s.%s", path, key);
			return document_error(doc, msg, child, "unknown key \"%s\"", key);
		}
	}
	for (const struct shape *row = shape; row->key; row++) {
		snprintf(child, sizeof(child), "%s.%s", path, row->key);
		value = json_object_get(object, row->key);
		if (!value && row->required)
			return document_error(doc, msg, path, "\"%s\" is missing", row->key);
		if (!value)
			continue;
		if (!right_type(row, value))
			return document_error(doc, msg, child, "expected %s", wanted(row));
		if (row->words && (err = check_word(doc, row, value, child, msg)))
			return err;
		if (row->inner && (err = check_children(doc, row, value, child, msg)))
			return err;
	}
	return 0;
}

static int check_schema(const struct document *doc, const char *schema, struct message *msg)
{
	const char *found = json_string_value(json_object_get(doc->root, "schema"));

	if (!found)
		return document_error(
			doc, msg, "$", "\"schema\" is missing; expected \"%s\"", schema);
	if (strcmp(found, schema))
		return document_error(doc, msg, "$.schema",
			"this is \"%s\"; this version reads \"%s\"", found, schema);
	return 0;
}

int document_parse(struct document *doc, const char *file, const char *schema, struct message *msg)
{
	json_error_t error;
	size_t size;

	*doc = (struct document){.file = strdup(strcmp(file, "-") ? file : "(standard input)")};
	doc->text = file_read_whole(file, &size, msg);
	if (!doc->text)
		return -errno;
	doc->root = json_loadb(doc->text, size, JSON_REJECT_DUPLICATES, &error);
	if (!doc->root)
		return message_set(
			msg, -EINVAL, "%s:%d: not JSON: %s", doc->file, error.line, error.text);
	return check_schema(doc, schema, msg);
}

int document_check(const struct document *doc, const struct shape *shape, struct message *msg)
{
	return document_check_object(doc, shape, doc->root, "$", msg);
}

int document_read(struct document *doc, const char *file, const char *schema,
	const struct shape *shape, struct message *msg)
{
	int err = document_parse(doc, file, schema, msg);

	return err ? err : document_check(doc, shape, msg);
}

void document_free(struct document *doc)
{
	json_decref(doc->root);
	free(doc->text);
	free(doc->file);
	*doc = (struct document){0};
}
