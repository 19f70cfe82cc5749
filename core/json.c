/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json.h"

#include "core/json_line.h"
#include "core/json_parse.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
	struct json_mistake mistake;
	size_t size;

	*doc = (struct document){.file = strdup(strcmp(file, "-") ? file : "(standard input)")};
	doc->text = file_read_whole(file, &size, msg);
	if (!doc->text)
		return -errno;
	doc->root = json_parse(doc->text, size, &mistake);
	if (!doc->root)
		return message_set(
			msg, -EINVAL, "%s:%u: not JSON: %s", doc->file, mistake.line, mistake.what);
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

json_t *json_text(const char *text)
{
	json_t *string = json_string(text);
	char *escaped;
	size_t n = 0;

	if (string)
		return string;
	escaped = malloc(strlen(text) * 4 + 1);
	for (const char *p = text; escaped && *p; p++)
		n += (size_t)sprintf(escaped + n, *p & 0x80 ? "\\x%02x" : "%c", (unsigned char)*p);
	string = json_string(escaped ? escaped : "");
	free(escaped);
	return string;
}
