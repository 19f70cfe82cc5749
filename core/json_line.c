/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json_line.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct cursor {
	const char *at;
	unsigned line;
};

static void advance(struct cursor *c)
{
	c->line += *c->at == '\n';
	c->at++;
}

static void skip_space(struct cursor *c)
{
	while (isspace((unsigned char)*c->at) || *c->at == ',' || *c->at == ':')
		advance(c);
}

static void skip_string(struct cursor *c)
{
	for (c->at++; *c->at && *c->at != '"'; advance(c))
		if (*c->at == '\\' && c->at[1])
			c->at++;
	if (*c->at)
		c->at++;
}

static void skip_value(struct cursor *c)
{
	unsigned depth = 0;

	skip_space(c);
	do {
		if (*c->at == '"') {
			skip_string(c);
		} else {
			depth += *c->at == '{' || *c->at == '[';
			depth -= depth && (*c->at == '}' || *c->at == ']');
			if (*c->at)
				advance(c);
		}
		if (!depth && (*c->at == ',' || *c->at == '}' || *c->at == ']'))
			return;
	} while (*c->at && (depth || !isspace((unsigned char)*c->at)));
}

/* Moves from the value at `c` to its member `name`; false if it has none. */
static bool enter_member(struct cursor *c, const char *name, size_t length)
{
	struct cursor in = *c;

	if (*in.at != '{')
		return false;
	in.at++;
	for (skip_space(&in); *in.at == '"'; skip_space(&in)) {
		const char *key = in.at + 1;
		unsigned line = in.line;

		skip_string(&in);
		bool same = (size_t)(in.at - key) == length + 1 && !memcmp(key, name, length);

		skip_space(&in);
		if (same) {
			*c = (struct cursor){in.at, line};
			return true;
		}
		skip_value(&in);
	}
	return false;
}

static bool enter_item(struct cursor *c, unsigned long index)
{
	struct cursor in = *c;

	if (*in.at != '[')
		return false;
	in.at++;
	for (skip_space(&in); *in.at && *in.at != ']'; skip_space(&in)) {
		if (!index--) {
			*c = in;
			return true;
		}
		skip_value(&in);
	}
	return false;
}

unsigned json_line(const char *text, const char *path)
{
	struct cursor c = {text, 1};
	char *end;

	skip_space(&c);
	for (path++; *path;) {
		if (*path == '.') {
			size_t length = strcspn(++path, ".[");

			if (!enter_member(&c, path, length))
				break;
			path += length;
		} else if (!strncmp(path, "[\"", 2)) {
			size_t length = strcspn(path += 2, "\"");

			if (strncmp(path + length, "\"]", 2) != 0 ||
				!enter_member(&c, path, length))
				break;
			path += length + 2;
		} else if (*path == '[') {
			if (!enter_item(&c, strtoul(path + 1, &end, 10)) || *end != ']')
				break;
			path = end + 1;
		} else {
			break;
		}
	}
	return c.line;
}
