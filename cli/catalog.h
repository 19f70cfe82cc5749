/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CLI_CATALOG_H
#define CLI_CATALOG_H

#include "core/unit.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Everything that has an id and can be listed and explained, by kind. A kind is a row
 * that its file registers; the guest's program has those of units only.
 *
 * An entry is a JSON object with "kind", "id" and "title" first and then what there is to
 * tell, in the order in which to tell it: texts, numbers, arrays of texts, and arrays of
 * objects that have an "id" each.
 */
typedef void catalog_visit(const json_t *entry, void *to);

struct catalog {
	const char *kind;   /* one of them: "check" */
	const char *plural; /* as `list` takes it: "checks" */
	int order;	    /* among kinds */
	bool unasked;	    /* `list` without a kind shows it */
	void (*each)(catalog_visit *visit, void *to);
};

/* The entry of a fact; to be released. */
json_t *catalog_fact(const struct fact_desc *desc);

#define CATALOG(name)                                                                              \
	static const struct catalog catalog_##name;                                                \
	static const struct catalog *const catalog_##name##_entry                                  \
		__attribute__((section("stratos_catalogs"), used)) = &catalog_##name;              \
	static const struct catalog catalog_##name

/* The kinds in order; NULL ends them. */
const struct catalog *const *catalogs_all(void);
/* The first of that kind, by plural or singular, or NULL; more files may add to one kind. */
const struct catalog *catalog_find(const char *plural);

#endif
