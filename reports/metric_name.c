/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/metric.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool metric_unit_is_speed(const char *unit)
{
	static const char *const free_of_speed[] = {"ratio", "exits", "count", "ppm", "frames"};

	for (size_t i = 0; i < sizeof(free_of_speed) / sizeof(*free_of_speed); i++)
		if (!strcmp(unit, free_of_speed[i]))
			return false;
	return true;
}

/* Numbers are equal however they are written: 1 and 1.0. */
static bool same_condition(const json_t *a, const json_t *b)
{
	if (json_is_number(a) && json_is_number(b))
		return json_number_value(a) == json_number_value(b);
	return json_equal(a, b);
}

bool metric_has_conditions(const json_t *metric, const json_t *wanted)
{
	const json_t *conditions = json_object_get(metric, "conditions");
	const char *key;
	json_t *value;

	json_object_foreach ((json_t *)wanted, key, value)
		if (!same_condition(json_object_get(conditions, key), value))
			return false;
	return true;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_condition(FILE *out, const char *key, const json_t *value)
{
	if (json_is_string(value))
		fprintf(out, " %s=%s", key, json_string_value(value));
	else if (json_is_integer(value))
		fprintf(out, " %s=%" JSON_INTEGER_FORMAT, key, json_integer_value(value));
	else
		fprintf(out, " %s=%g", key, json_number_value(value));
}

const char *metric_name(const json_t *metric, char *text, size_t size)
{
	json_t *conditions = json_object_get(metric, "conditions"), *value;
	const char *device = json_string_value(json_object_get(metric, "device"));
	const char *keys[32], *key;
	size_t count = 0;
	FILE *out = fmemopen(text, size, "w");

	if (!out)
		return "";
	fputs(json_string_value(json_object_get(metric, "id")), out);
	if (device)
		fprintf(out, " %s", device);
	json_object_foreach (conditions, key, value)
		if (count < sizeof(keys) / sizeof(*keys))
			keys[count++] = key;
	qsort(keys, count, sizeof(*keys), by_name); /* cppcheck-suppress legacyUninitvar */
	for (size_t i = 0; i < count; i++)
		put_condition(out, keys[i], json_object_get(conditions, keys[i]));
	fclose(out);
	text[size - 1] = '\0';
	return text;
}
