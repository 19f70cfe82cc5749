/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

#include <pthread.h>
#include <stdlib.h>
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

/* By id: a report asks for thousands. */
static struct described {
	const struct metric_desc *desc;
	const struct unit *by;
} * described;
static size_t described_count;

static int by_id(const void *a, const void *b)
{
	const struct described *x = a, *y = b;

	return strcmp(x->desc->id, y->desc->id);
}

static void describe(void)
{
	size_t count, room = 0;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		for (const struct metric_desc *desc = units[i]->metrics; desc && desc->id; desc++)
			room++;
	described = calloc(room + 1, sizeof(*described));
	if (!described)
		abort();
	for (size_t i = 0; i < count; i++)
		for (const struct metric_desc *desc = units[i]->metrics; desc && desc->id; desc++)
			described[described_count++] = (struct described){desc, units[i]};
	qsort(described, described_count, sizeof(*described), by_id);
}

const struct metric_desc *metric_find(const char *id, const struct unit **by)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	const struct metric_desc wanted = {.id = id};
	const struct described key = {.desc = &wanted}, *found;

	pthread_once(&once, describe);
	found = bsearch(&key, described, described_count, sizeof(*described), by_id);
	if (found && by)
		*by = found->by;
	return found ? found->desc : NULL;
}

const char *fact_type_word(enum fact_type type)
{
	static const char *const words[] = {"integer", "number", "boolean", "string", "list"};

	return words[type];
}
