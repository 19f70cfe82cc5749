/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_JSON_H
#define CORE_JSON_H

#include "core/message.h"

#include <jansson.h>
#include <stdbool.h>

/*
 * Strict reading of documents. A shape says which keys an object may and must have
 * and what their values are; document_read() finds the first thing that differs and
 * names it by file, line and JSON path ($.requirements[3].op).
 */
enum json_want {
	WANT_STRING,
	WANT_INTEGER,
	WANT_NUMBER,
	WANT_BOOLEAN,
	WANT_OBJECT,	  /* of `inner`, or any object where `inner` is NULL */
	WANT_MAP,	  /* an object with any keys, each value an object of `inner` */
	WANT_STRINGS,	  /* array of strings */
	WANT_OBJECTS,	  /* array of objects of `inner` */
	WANT_STRINGS_MAP, /* an object with any keys, each value an array of strings */
	WANT_ANY,
};

struct shape {
	const char *key;
	enum json_want want;
	bool required;
	const struct shape *inner; /* ends with an empty row */
	const char *const *words;  /* WANT_STRING: the only ones allowed; ends with NULL */
};

/* The document and where it came from, for messages. */
struct document {
	json_t *root;
	char *text;
	char *file;
};

/*
 * Reads a file ("-": standard input), checks its "schema" against `schema` and its
 * shape. Returns 0 or -errno with `msg` filled; documents are freed with document_free().
 */
int document_read(struct document *doc, const char *file, const char *schema,
	const struct shape *shape, struct message *msg);
/* The two halves of it, for a document that is not whole until something is added. */
int document_parse(struct document *doc, const char *file, const char *schema, struct message *msg);
int document_check(const struct document *doc, const struct shape *shape, struct message *msg);
void document_free(struct document *doc);
/* The same for an object inside, at `path`: where one of several shapes may stand. */
int document_check_object(const struct document *doc, const struct shape *shape, json_t *object,
	const char *path, struct message *msg);
/* An error at `path` ($.a.b[2]), with the line it stands on: "file:12: $.a.b[2]: ...". */
int document_error(const struct document *doc, struct message *msg, const char *path,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* Writes text or JSON whole or not at all: temporary file beside it, fsync, rename. */
int file_write_whole(const char *file, const void *data, size_t size, struct message *msg);
/* The same of a finished file on the same file system, in two halves: fsync, then rename. */
int file_settle(const char *finished);
int file_put(const char *finished, const char *file);
/* What helps against -errno of a write: "; make room there ...", or "". */
const char *file_remedy(int err);
/* "cannot write FILE: why; what helps"; returns `err`, a negative errno. */
int file_cannot_write(const char *file, int err, struct message *msg);
int json_write_file(const char *file, const json_t *json, struct message *msg);
/* Whole content of a file, NUL-terminated, to be freed; NULL with msg and errno set. */
char *file_read_whole(const char *file, size_t *size, struct message *msg);

/* A string of any bytes, as devices and programs give them: what is no UTF-8 stands as \xNN. */
json_t *json_text(const char *text);

/* An item of an array of integers; 0 where there is none. */
static inline json_int_t json_integer_at(const json_t *array, size_t index)
{
	return json_integer_value(json_array_get(array, index));
}

#endif
