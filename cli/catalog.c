/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/catalog.h"

#include <stdlib.h>
#include <string.h>

#define CATALOGS_MAX 32

extern const struct catalog *const __start_stratos_catalogs[];
extern const struct catalog *const __stop_stratos_catalogs[];

static int by_order(const void *a, const void *b)
{
	return (*(const struct catalog *const *)a)->order -
	       (*(const struct catalog *const *)b)->order;
}

const struct catalog *const *catalogs_all(void)
{
	static const struct catalog *all[CATALOGS_MAX + 1];
	/* cppcheck-suppress comparePointers; the linker makes both ends of one array */
	size_t count = (size_t)(__stop_stratos_catalogs - __start_stratos_catalogs);

	if (count > CATALOGS_MAX)
		abort();
	if (!all[0]) {
		memcpy(all, __start_stratos_catalogs, count * sizeof(*all));
		qsort(all, count, sizeof(*all), by_order);
	}
	return all;
}

const struct catalog *catalog_find(const char *plural)
{
	for (const struct catalog *const *catalog = catalogs_all(); *catalog; catalog++)
		if (!strcmp((*catalog)->plural, plural) || !strcmp((*catalog)->kind, plural))
			return *catalog;
	return NULL;
}
