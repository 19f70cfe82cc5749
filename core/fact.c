/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

#include <string.h>

#define BUS "virtio."

/* "[]" against "[12]", "*" against a word without dot or bracket, all else as it stands. */
static bool same(const char *pattern, const char *id)
{
	while (*pattern) {
		if (*pattern == '*') {
			size_t word = strcspn(id, ".[");

			if (!word)
				return false;
			id += word;
			pattern++;
		} else if (!strncmp(pattern, "[]", 2)) {
			size_t digits = *id == '[' ? strspn(id + 1, "0123456789") : 0;

			if (!digits || id[digits + 1] != ']')
				return false;
			id += digits + 2;
			pattern += 2;
		} else if (*pattern++ != *id++) {
			return false;
		}
	}
	return !*id;
}

bool fact_describes(const struct fact_desc *desc, const char *id)
{
	const char *class = desc->id + strlen(BUS), *rest, *after;

	if (same(desc->id, id) || strncmp(desc->id, BUS, strlen(BUS)) != 0)
		return same(desc->id, id);
	rest = strstr(class, "[].");
	if (!rest || strncmp(class, id, (size_t)(rest - class)) || id[rest - class] != '.')
		return false;
	after = strchr(id + (rest - class) + 1, '.');
	return after && same(rest + strlen("[]"), after);
}

const struct fact_desc *fact_find(const char *id, const struct unit **by)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct fact_desc *desc = units[i]->facts; desc && desc->id; desc++)
			if (fact_describes(desc, id)) {
				if (by)
					*by = units[i];
				return desc;
			}
	return NULL;
}

const struct metric_desc *metric_find(const char *id, const struct unit **by)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct metric_desc *desc = units[i]->metrics; desc && desc->id; desc++)
			if (!strcmp(desc->id, id)) {
				if (by)
					*by = units[i];
				return desc;
			}
	return NULL;
}

const char *fact_type_word(enum fact_type type)
{
	static const char *const words[] = {"integer", "number", "boolean", "string", "list"};

	return words[type];
}
