/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/condition_ops.h"
#include "reports/profile_tools.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdlib.h>

/*
 * Every pair of requirements on one fact, merged both ways and held against every value the
 * fact may have: a union is met exactly where both are, an intersection wherever either is.
 */
static const char *const numbers[] = {
	"{\"op\":\"ge\",\"value\":2}",
	"{\"op\":\"ge\",\"value\":3}",
	"{\"op\":\"gt\",\"value\":2}",
	"{\"op\":\"le\",\"value\":3}",
	"{\"op\":\"le\",\"value\":2.5}",
	"{\"op\":\"lt\",\"value\":3}",
	"{\"op\":\"eq\",\"value\":2}",
	"{\"op\":\"eq\",\"value\":3}",
	"{\"op\":\"ne\",\"value\":2}",
	"{\"op\":\"one-of\",\"value\":[1,2]}",
	"{\"op\":\"one-of\",\"value\":[2,3,4]}",
	"{\"op\":\"one-of\",\"value\":[4]}",
	"{\"op\":\"exists\"}",
};
static const char *const lists[] = {
	"{\"op\":\"contains\",\"value\":\"a\"}",
	"{\"op\":\"contains\",\"value\":\"b\"}",
	"{\"op\":\"contains-all\",\"value\":[\"a\"]}",
	"{\"op\":\"contains-all\",\"value\":[\"a\",\"b\"]}",
	"{\"op\":\"contains-all\",\"value\":[\"b\",\"c\"]}",
	"{\"op\":\"exists\",\"value\":true}",
};
static const char *const number_values[] = {"0", "1", "2", "2.5", "3", "4", "5"};
static const char *const list_values[] = {"[]", "[\"a\"]", "[\"b\"]", "[\"a\",\"b\"]",
	"[\"b\",\"c\"]", "[\"a\",\"c\"]", "[\"a\",\"b\",\"c\"]"};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static json_t *load(const char *text)
{
	json_t *json = json_loads(text, JSON_DECODE_ANY, NULL);

	cr_assert(json, "%s", text);
	return json;
}

static bool holds(const json_t *requirement, const json_t *value)
{
	struct document doc = {.file = "test", .text = "{}"};
	struct result result = {.facts = NULL};
	struct condition condition;
	struct message msg = {0};
	char reason[300];
	bool yes;

	cr_assert_eq(condition_read(&condition, &doc, requirement, "$", &msg), 0, "%s", msg.text);
	yes = condition_holds(&condition, &result, value, reason, sizeof(reason)) == ANSWER_YES;
	condition_free(&condition);
	return yes;
}

static void try_pair(const char *one, const char *two, const char *const *values, size_t count)
{
	json_t *a = load(one), *b = load(two), *both = json_deep_copy(a),
	       *either = json_deep_copy(a);
	enum merged united = requirement_merge(both, b, MERGE_UNION);
	enum merged shared = requirement_merge(either, b, MERGE_INTERSECTION);

	for (size_t i = 0; i < count; i++) {
		json_t *value = load(values[i]);
		bool in_a = holds(a, value), in_b = holds(b, value);

		if (united == MERGED)
			cr_expect_eq(holds(both, value), in_a && in_b, "union of %s and %s at %s",
				one, two, values[i]);
		if (united == CONFLICT)
			cr_expect_not(in_a && in_b, "%s and %s agree on %s", one, two, values[i]);
		if (shared == MERGED)
			cr_expect(holds(either, value) || !(in_a || in_b),
				"intersection of %s and %s at %s", one, two, values[i]);
		json_decref(value);
	}
	json_decref(a);
	json_decref(b);
	json_decref(both);
	json_decref(either);
}

Test(profile_merge, a_union_asks_for_both_and_an_intersection_for_either)
{
	for (size_t a = 0; a < COUNT(numbers); a++)
		for (size_t b = 0; b < COUNT(numbers); b++)
			try_pair(numbers[a], numbers[b], number_values, COUNT(number_values));
	for (size_t a = 0; a < COUNT(lists); a++)
		for (size_t b = 0; b < COUNT(lists); b++)
			try_pair(lists[a], lists[b], list_values, COUNT(list_values));
}

Test(profile_merge, limits_of_the_same_kind_are_merged)
{
	json_t *a = load("{\"op\":\"ge\",\"value\":2,\"level\":\"mandatory\"}");
	json_t *b = load("{\"op\":\"ge\",\"value\":5,\"level\":\"optional\"}");
	json_t *scaled = load("{\"op\":\"ge\",\"value\":{\"fact\":\"x\",\"scale\":0.5}}");

	cr_expect_eq(requirement_merge(a, b, MERGE_UNION), MERGED);
	cr_expect_eq(json_integer_value(json_object_get(a, "value")), 5);
	cr_expect_str_eq(json_string_value(json_object_get(a, "level")), "mandatory");
	cr_expect_eq(requirement_merge(a, scaled, MERGE_UNION), APART);
	json_decref(a);
	json_decref(b);
	json_decref(scaled);
}
