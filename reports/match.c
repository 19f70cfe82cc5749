/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/match.h"

#include "reports/metric.h"
#include "reports/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_MAX_TEXT 512

typedef const char *name_of(const json_t *object, char *text, size_t size);

static const char *verdict_name(const json_t *verdict, char *text, size_t size)
{
	const char *device = json_string_value(json_object_get(verdict, "device"));

	snprintf(text, size, "%s%s%s", json_string_value(json_object_get(verdict, "id")),
		device ? " " : "", device ? device : "");
	return text;
}

static struct match_row *row_add(struct match *match, const char *name, size_t results)
{
	struct match_row *rows = realloc(match->rows, (match->count + 1) * sizeof(*rows)), *row;

	if (!rows)
		return NULL;
	match->rows = rows;
	row = &rows[match->count++];
	row->name = strdup(name);
	row->any = NULL;
	row->of = calloc(results, sizeof(*row->of));
	return row->name && row->of ? row : NULL;
}

/*
 * The row of that name whose place for result `which` is free: a result that holds one
 * thing twice gets a second row, "name (2)". `index` maps names to rows.
 */
static struct match_row *row_for(
	struct match *match, json_t *index, const char *name, size_t which, size_t results)
{
	char numbered[NAME_MAX_TEXT + 16];
	struct match_row *row;

	snprintf(numbered, sizeof(numbered), "%s", name);
	for (unsigned n = 2;; n++) {
		json_t *at = json_object_get(index, numbered);

		if (!at) {
			row = row_add(match, numbered, results);
			json_object_set_new(
				index, numbered, json_integer((json_int_t)match->count - 1));
			return row;
		}
		row = &match->rows[json_integer_value(at)];
		if (!row->of[which])
			return row;
		snprintf(numbered, sizeof(numbered), "%s (%u)", name, n);
	}
}

static int fill(struct match *match, const json_t *const *arrays, size_t count, name_of *name)
{
	json_t *index = json_object();
	char text[NAME_MAX_TEXT];
	const json_t *item;
	size_t i;

	*match = (struct match){0};
	for (size_t which = 0; index && which < count; which++)
		json_array_foreach (arrays[which], i, item) {
			struct match_row *row =
				row_for(match, index, name(item, text, sizeof(text)), which, count);

			if (!row) {
				json_decref(index);
				return -ENOMEM;
			}
			row->of[which] = item;
			if (!row->any)
				row->any = item;
		}
	json_decref(index);
	return index ? 0 : -ENOMEM;
}

static int match_arrays(struct match *match, const struct result *results, size_t count,
	const char *key, name_of *name, struct message *msg)
{
	const json_t **arrays = calloc(count, sizeof(*arrays));
	int err = arrays ? 0 : -ENOMEM;

	for (size_t i = 0; !err && i < count; i++)
		arrays[i] = json_object_get(results[i].doc.root, key);
	if (!err)
		err = fill(match, arrays, count, name);
	free(arrays);
	return err ? message_set(msg, err, "out of memory") : 0;
}

int match_metrics(
	struct match *match, const struct result *results, size_t count, struct message *msg)
{
	return match_arrays(match, results, count, "metrics", metric_name, msg);
}

int match_verdicts(
	struct match *match, const struct result *results, size_t count, struct message *msg)
{
	return match_arrays(match, results, count, "verdicts", verdict_name, msg);
}

void match_free(struct match *match)
{
	for (size_t i = 0; i < match->count; i++) {
		free(match->rows[i].name);
		free(match->rows[i].of);
	}
	free(match->rows);
	*match = (struct match){0};
}

const char *match_conditions(const struct match_row *row)
{
	const char *space = strchr(row->name, ' ');

	return space ? space + 1 : "";
}

const char *match_conditions_but(
	const struct match_row *row, const char *condition, char *text, size_t size)
{
	char words[NAME_MAX_TEXT], *rest = words, *word;
	size_t used = 0, length = strlen(condition);

	snprintf(words, sizeof(words), "%s", match_conditions(row));
	text[0] = '\0';
	while ((word = strtok_r(rest, " ", &rest)) && used < size)
		if (strncmp(word, condition, length) || word[length] != '=')
			used += (size_t)snprintf(
				text + used, size - used, "%s%s", used ? " " : "", word);
	return text;
}

bool match_same_but(const struct match_row *a, const struct match_row *b, const char *condition)
{
	static const char *const keys[] = {"id", "device", "unit"};
	json_t *x = json_object_get(a->any, "conditions");
	json_t *y = json_object_get(b->any, "conditions"), *value;
	const char *key;

	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
		if (strcmp(text_at(a->any, keys[i]), text_at(b->any, keys[i])) != 0)
			return false;
	if (json_object_size(x) != json_object_size(y))
		return false;
	json_object_foreach (x, key, value)
		if (strcmp(key, condition) && !json_equal(value, json_object_get(y, key)))
			return false;
	return true;
}

bool match_measured(const struct result *result, const json_t *verdict)
{
	const char *unit = text_at(verdict, "id");
	size_t length = strlen(unit), i;
	json_t *metric;

	json_array_foreach ((json_t *)result->metrics, i, metric) {
		const char *id = text_at(metric, "id");

		if (!strncmp(id, unit, length) && id[length] == '.' &&
			!strcmp(text_at(metric, "device"), text_at(verdict, "device")))
			return true;
	}
	return false;
}
