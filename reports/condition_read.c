/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/condition_ops.h"

#include <stdio.h>
#include <string.h>

static int read_op(struct condition *condition, const struct document *doc, const json_t *object,
	const char *path, struct message *msg)
{
	const char *word = json_string_value(json_object_get(object, "op"));
	char where[300];

	if (!word)
		return document_error(doc, msg, path, "\"op\" is missing");
	for (condition->op = 0; condition->op < OP_COUNT; condition->op++)
		if (!strcmp(op_rows[condition->op].word, word))
			return 0;
	snprintf(where, sizeof(where), "%s.op", path);
	return document_error(doc, msg, where,
		"\"%s\" is not one of: eq, ne, ge, gt, le, lt, contains, contains-all, one-of, "
		"matches, exists",
		word);
}

/* "value": {"fact": ..., "scale": ...} */
static int read_other(struct condition *condition, const struct document *doc, json_t *value,
	const char *path, struct message *msg)
{
	static const struct shape other_shape[] = {
		{"fact", WANT_STRING, .required = true},
		{"scale", WANT_NUMBER},
		{0},
	};
	const json_t *scale = json_object_get(value, "scale");
	int err = document_check_object(doc, other_shape, value, path, msg);

	if (err)
		return err;
	if (op_rows[condition->op].takes == LIST || condition->op >= OP_MATCHES)
		return document_error(doc, msg, path, "\"%s\" cannot compare with another fact",
			op_word(condition->op));
	condition->value = NULL;
	condition->other = json_string_value(json_object_get(value, "fact"));
	condition->scaled = scale;
	condition->scale = scale ? json_number_value(scale) : 1;
	return 0;
}

static int read_regex(struct condition *condition, const struct document *doc, const char *path,
	struct message *msg)
{
	const char *pattern = json_string_value(condition->value);
	int err = regcomp(&condition->regex, pattern, REG_EXTENDED | REG_NOSUB);
	char text[200];

	if (!err)
		return 0;
	regerror(err, &condition->regex, text, sizeof(text));
	return document_error(doc, msg, path, "\"%s\" is no regular expression: %s", pattern, text);
}

/* What an array must hold: strings, or for "one-of" anything that is no container. */
static bool right_items(enum op op, const json_t *list)
{
	json_t *item;
	size_t i;

	json_array_foreach (list, i, item)
		if (!(value_kind(item) & (op == OP_ONE_OF ? NUMBER | STRING | BOOLEAN : STRING)))
			return false;
	return !json_is_array(list) || json_array_size(list);
}

int condition_read(struct condition *condition, const struct document *doc, const json_t *object,
	const char *path, struct message *msg)
{
	json_t *value = json_object_get(object, "value");
	char where[300];
	int err;

	*condition = (struct condition){
		.fact = json_string_value(json_object_get(object, "fact")),
		.value = value,
	};
	snprintf(where, sizeof(where), "%s.value", path);
	if ((err = read_op(condition, doc, object, path, msg)))
		return err;
	if (json_is_object(value))
		return read_other(condition, doc, value, where, msg);
	if (!(value_kind(value) & op_rows[condition->op].takes) ||
		!right_items(condition->op, value))
		return document_error(doc, msg, value ? where : path,
			"\"%s\" takes %s as \"value\"", op_word(condition->op),
			op_rows[condition->op].takes_words);
	return condition->op == OP_MATCHES ? read_regex(condition, doc, where, msg) : 0;
}

void condition_free(struct condition *condition)
{
	if (condition->op == OP_MATCHES)
		regfree(&condition->regex);
}
