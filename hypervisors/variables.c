/* SPDX-License-Identifier: Apache-2.0 */
#include "hypervisors/variables.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 8 /* a variable that holds itself */

void variables_init(struct variables *variables)
{
	variables->map = json_object();
}

void variables_free(struct variables *variables)
{
	json_decref(variables->map);
	variables->map = NULL;
}

void variables_set(struct variables *variables, const char *name, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	json_object_set_new(variables->map, name, json_vsprintf(fmt, args));
	va_end(args);
}

void variables_parse(struct variables *variables, const char *text)
{
	char copy[256], *rest = copy, *pair;

	snprintf(copy, sizeof(copy), "%s", text);
	while ((pair = strtok_r(rest, " ", &rest))) {
		char *value = strchr(pair, '=');

		if (!value)
			continue;
		*value++ = '\0';
		variables_set(variables, pair, "%s", value);
	}
}

static int expand_into(FILE *out, const struct variables *variables, const char *text, int depth,
	struct message *msg)
{
	const char *open, *close;
	char name[64];
	int err;

	if (depth > DEPTH_MAX)
		return message_set(msg, -ELOOP, "a variable holds itself: %s", text);
	while ((open = strstr(text, "${")) && (close = strchr(open, '}'))) {
		const char *value;

		fwrite(text, 1, (size_t)(open - text), out);
		snprintf(name, sizeof(name), "%.*s", (int)(close - open - 2), open + 2);
		value = json_string_value(json_object_get(variables->map, name));
		if (!value)
			return message_set(
				msg, -EINVAL, "unknown variable ${%s} in \"%s\"", name, text);
		err = expand_into(out, variables, value, depth + 1, msg);
		if (err)
			return err;
		text = close + 1;
	}
	fputs(text, out);
	return 0;
}

char *variables_expand(const struct variables *variables, const char *text, struct message *msg)
{
	char *result = NULL;
	size_t size;
	FILE *out = open_memstream(&result, &size);
	int err = expand_into(out, variables, text, 0, msg);

	fclose(out);
	if (err) {
		free(result);
		return NULL;
	}
	return result;
}

int argv_add(struct argv *argv, const json_t *strings, const struct variables *variables,
	struct message *msg)
{
	size_t i;
	json_t *string;

	json_array_foreach (strings, i, string) {
		char *item = variables_expand(variables, json_string_value(string), msg);

		if (!item)
			return -EINVAL;
		if (!*item) {
			free(item);
			continue;
		}
		argv->items = realloc(argv->items, (argv->count + 2) * sizeof(*argv->items));
		if (!argv->items)
			abort();
		argv->items[argv->count++] = item;
		argv->items[argv->count] = NULL;
	}
	return 0;
}

int argv_prepend(struct argv *argv, const json_t *strings, const struct variables *variables,
	struct message *msg)
{
	struct argv first = {0};
	int err = argv_add(&first, strings, variables, msg);

	if (err || !first.count) {
		argv_free(&first);
		return err;
	}
	first.items = realloc(first.items, (first.count + argv->count + 1) * sizeof(*first.items));
	if (!first.items)
		abort();
	for (size_t i = 0; i < argv->count; i++)
		first.items[first.count++] = argv->items[i];
	first.items[first.count] = NULL;
	free(argv->items);
	*argv = first;
	return 0;
}

void argv_free(struct argv *argv)
{
	for (size_t i = 0; i < argv->count; i++)
		free(argv->items[i]);
	free(argv->items);
	*argv = (struct argv){0};
}
