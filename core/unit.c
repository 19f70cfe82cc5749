/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>

#define UNITS_MAX	   4096
#define DEFAULT_TIMEOUT_MS 10000

/* The linker gathers what PROBE, CHECK and BENCH register; weak, as a build may have none. */
#define SECTION(name)                                                                              \
	extern const struct unit *const __start_##name[] __attribute__((weak));                    \
	extern const struct unit *const __stop_##name[] __attribute__((weak))
SECTION(stratos_probes);
SECTION(stratos_checks);
SECTION(stratos_benches);

static const struct unit *all[UNITS_MAX];
static size_t first_of_kind[4]; /* where each kind begins in `all`; the last is the end */

static int by_id(const void *a, const void *b)
{
	return strcmp((*(const struct unit *const *)a)->id, (*(const struct unit *const *)b)->id);
}

static void gather(const struct unit *const *start, const struct unit *const *stop, int kind)
{
	size_t first = first_of_kind[kind], n = (size_t)(stop - start);

	if (first + n > UNITS_MAX)
		abort();
	if (n)
		memcpy(all + first, start, n * sizeof(*all));
	qsort(all + first, n, sizeof(*all), by_id);
	first_of_kind[kind + 1] = first + n;
}

const struct unit *const *units_all(size_t *count)
{
	if (!first_of_kind[3]) {
		gather(__start_stratos_probes, __stop_stratos_probes, UNIT_PROBE);
		gather(__start_stratos_checks, __stop_stratos_checks, UNIT_CHECK);
		gather(__start_stratos_benches, __stop_stratos_benches, UNIT_BENCH);
	}
	*count = first_of_kind[3];
	return all;
}

const struct unit *unit_find(const char *id)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (size_t i = 0; i < count; i++)
		if (!strcmp(units[i]->id, id))
			return units[i];
	return NULL;
}

enum unit_kind unit_kind(const struct unit *unit)
{
	size_t count;
	const struct unit *const *units = units_all(&count);

	for (int kind = UNIT_PROBE; kind < UNIT_BENCH; kind++)
		for (size_t i = first_of_kind[kind]; i < first_of_kind[kind + 1]; i++)
			if (units[i] == unit)
				return (enum unit_kind)kind;
	return UNIT_BENCH;
}

const char *unit_kind_word(enum unit_kind kind)
{
	static const char *const words[] = {"probe", "check", "bench"};

	return words[kind];
}

const char *level_word(enum level level)
{
	return level == LEVEL_MUST ? "MUST" : "SHOULD";
}

unsigned unit_timeout_ms(const struct unit *unit)
{
	return unit->timeout_ms ? unit->timeout_ms : DEFAULT_TIMEOUT_MS;
}

bool unit_matches(const struct unit *unit, const char *pattern)
{
	if (!strcmp(pattern, "*"))
		return !(unit->flags & UNIT_SLOW);
	return fnmatch(pattern, unit->id, 0) == 0;
}
