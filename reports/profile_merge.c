/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/profile_tools.h"

#include <string.h>

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static bool has(const json_t *list, const json_t *wanted)
{
	const json_t *item;
	size_t i;

	json_array_foreach (list, i, item)
		if (json_equal(item, wanted))
			return true;
	return false;
}

/* A new list: the items of `a` that `b` has, or those of both. */
static json_t *shared(const json_t *a, const json_t *b)
{
	json_t *list = json_array(), *item;
	size_t i;

	json_array_foreach (a, i, item)
		if (has(b, item))
			json_array_append(list, item);
	return list;
}

static json_t *both(const json_t *a, const json_t *b)
{
	json_t *list = json_copy((json_t *)a), *item;
	size_t i;

	json_array_foreach (b, i, item)
		if (!has(list, item))
			json_array_append(list, item);
	return list;
}

/* A new list of what "value" allows or asks for: one thing is a list of one. */
static json_t *as_list(const json_t *value, const char *otherwise)
{
	if (!value)
		return json_pack("[s]", otherwise);
	return json_is_array(value) ? json_incref((json_t *)value) : json_pack("[O]", value);
}

/* The number of a limit: its own, or the scale of {"fact": ..., "scale": ...}. */
static double limit(const json_t *value)
{
	const json_t *scale = json_object_get(value, "scale");

	if (json_is_object(value))
		return scale ? json_number_value(scale) : 1;
	return json_number_value(value);
}

static bool comparable(const json_t *a, const json_t *b)
{
	if (json_is_number(a) && json_is_number(b))
		return true;
	return json_is_object(a) && json_is_object(b) &&
	       !strcmp(text_of(a, "fact"), text_of(b, "fact"));
}

/* ge, gt, le, lt: the stricter of two limits, or the more lenient. */
static enum merged merge_limit(json_t *into, const json_t *other, enum merge how, bool floor)
{
	const json_t *a = json_object_get(into, "value"), *b = json_object_get(other, "value");
	bool larger_wanted = floor == (how == MERGE_UNION);

	if (!comparable(a, b))
		return APART;
	if ((limit(b) > limit(a)) == larger_wanted && limit(a) != limit(b))
		json_object_set(into, "value", (json_t *)b);
	return MERGED;
}

/* contains, contains-all: more items are stricter. */
static enum merged merge_items(json_t *into, const json_t *other, enum merge how)
{
	json_t *a = as_list(json_object_get(into, "value"), ""),
	       *b = as_list(json_object_get(other, "value"), "");
	json_t *list = how == MERGE_UNION ? both(a, b) : shared(a, b);
	bool any = json_array_size(list);

	json_decref(a);
	json_decref(b);
	json_object_set_new(into, "op", json_string("contains-all"));
	json_object_set_new(into, "value", list);
	return any ? MERGED : APART;
}

/* eq, one-of, and the verdict words of a check: fewer choices are stricter. */
static enum merged merge_choices(
	json_t *into, const json_t *other, enum merge how, const char *otherwise)
{
	json_t *a = as_list(json_object_get(into, "value"), otherwise);
	json_t *b = as_list(json_object_get(other, "value"), otherwise);
	json_t *list = how == MERGE_UNION ? shared(a, b) : both(a, b);
	size_t count = json_array_size(list);

	json_decref(a);
	json_decref(b);
	if (json_object_get(into, "op"))
		json_object_set_new(into, "op", json_string(count == 1 ? "eq" : "one-of"));
	if (count == 1)
		json_object_set(into, "value", json_array_get(list, 0));
	else
		json_object_set(into, "value", list);
	json_decref(list);
	return count ? MERGED : CONFLICT;
}

static bool compares_facts(const json_t *requirement)
{
	return json_is_object(json_object_get(requirement, "value"));
}

static enum merged merge_value(json_t *into, const json_t *other, enum merge how)
{
	const char *a = text_of(into, "op"), *b = text_of(other, "op");

	if (json_object_get(into, "unobservable"))
		return MERGED;
	if (json_object_get(into, "check"))
		return merge_choices(into, other, how, "pass");
	if (!strcmp(a, b) &&
		json_equal(json_object_get(into, "value"), json_object_get(other, "value")))
		return MERGED;
	if (!strcmp(a, b) && (!strcmp(a, "ge") || !strcmp(a, "gt")))
		return merge_limit(into, other, how, true);
	if (!strcmp(a, b) && (!strcmp(a, "le") || !strcmp(a, "lt")))
		return merge_limit(into, other, how, false);
	if (compares_facts(into) || compares_facts(other))
		return APART;
	if (!strncmp(a, "contains", 8) && !strncmp(b, "contains", 8))
		return merge_items(into, other, how);
	if ((!strcmp(a, "eq") || !strcmp(a, "one-of")) &&
		(!strcmp(b, "eq") || !strcmp(b, "one-of")))
		return merge_choices(into, other, how, "");
	return APART;
}

static unsigned level_of(const json_t *requirement)
{
	unsigned level = REQUIRE_MANDATORY;

	while (level < REQUIRE_OPTIONAL &&
		strcmp(requirement_level_word((enum requirement_level)level),
			text_of(requirement, "level")) != 0)
		level++;
	return level;
}

static void merge_flag(json_t *into, const json_t *other, const char *key, bool either)
{
	bool a = json_is_true(json_object_get(into, key));
	bool b = json_is_true(json_object_get(other, key));

	json_object_del(into, key);
	if (either ? a || b : a && b)
		json_object_set_new(into, key, json_true());
}

enum merged requirement_merge(json_t *into, const json_t *other, enum merge how)
{
	bool other_stricter = level_of(other) < level_of(into);
	enum merged merged = merge_value(into, other, how);

	if (merged != MERGED)
		return merged;
	if (other_stricter == (how == MERGE_UNION))
		json_object_set(into, "level", json_object_get(other, "level"));
	merge_flag(into, other, "present", how == MERGE_UNION);
	merge_flag(into, other, "waivable", how == MERGE_INTERSECTION);
	return MERGED;
}
