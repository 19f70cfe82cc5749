/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/condition_ops.h"

#include <string.h>

static bool same(const json_t *a, const json_t *b)
{
	if (json_is_number(a) && json_is_number(b))
		return json_number_value(a) == json_number_value(b);
	return json_equal(a, b);
}

static bool has_item(const json_t *list, const json_t *wanted)
{
	json_t *item;
	size_t i;

	json_array_foreach (list, i, item)
		if (same(item, wanted))
			return true;
	return false;
}

static bool test_eq(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)c;
	return same(observed, want);
}

static bool test_ne(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)c;
	return !same(observed, want);
}

static bool test_order(const struct condition *c, const json_t *observed, const json_t *want)
{
	double a = json_number_value(observed), b = json_number_value(want);

	switch (c->op) {
	case OP_GE:
		return a >= b;
	case OP_GT:
		return a > b;
	case OP_LE:
		return a <= b;
	default:
		return a < b;
	}
}

static bool test_contains(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)c;
	if (json_is_string(observed))
		return strstr(json_string_value(observed), json_string_value(want));
	return has_item(observed, want);
}

static bool test_contains_all(const struct condition *c, const json_t *observed, const json_t *want)
{
	json_t *item;
	size_t i;

	json_array_foreach (want, i, item)
		if (!test_contains(c, observed, item))
			return false;
	return true;
}

static bool test_one_of(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)c;
	return has_item(want, observed);
}

static bool test_matches(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)want;
	return !regexec(&c->regex, json_string_value(observed), 0, NULL, 0);
}

static bool test_exists(const struct condition *c, const json_t *observed, const json_t *want)
{
	(void)c;
	(void)observed;
	return !want || json_is_true(want);
}

unsigned value_kind(const json_t *value)
{
	if (!value)
		return NOTHING;
	if (json_is_number(value))
		return NUMBER;
	if (json_is_string(value))
		return STRING;
	if (json_is_boolean(value))
		return BOOLEAN;
	return json_is_array(value) ? LIST : 0;
}

const char *value_kind_word(const json_t *value)
{
	switch (value_kind(value)) {
	case NUMBER:
		return "a number";
	case STRING:
		return "text";
	case BOOLEAN:
		return "true or false";
	case LIST:
		return "a list";
	default:
		return "nothing";
	}
}

const char *op_word(enum op op)
{
	return op_rows[op].word;
}

const struct op_row op_rows[OP_COUNT] = {
	[OP_EQ] = {"eq", "", NUMBER | STRING | BOOLEAN, NUMBER | STRING | BOOLEAN,
		"a number, a string, true or false", test_eq},
	[OP_NE] = {"ne", "not ", NUMBER | STRING | BOOLEAN, NUMBER | STRING | BOOLEAN,
		"a number, a string, true or false", test_ne},
	[OP_GE] = {"ge", "at least ", NUMBER, NUMBER, "a number", test_order},
	[OP_GT] = {"gt", "more than ", NUMBER, NUMBER, "a number", test_order},
	[OP_LE] = {"le", "at most ", NUMBER, NUMBER, "a number", test_order},
	[OP_LT] = {"lt", "less than ", NUMBER, NUMBER, "a number", test_order},
	[OP_CONTAINS] = {"contains", "contains ", STRING, STRING | LIST, "a string", test_contains},
	[OP_CONTAINS_ALL] = {"contains-all", "contains all of ", LIST, STRING | LIST,
		"an array of strings", test_contains_all},
	[OP_ONE_OF] = {"one-of", "one of ", LIST, NUMBER | STRING | BOOLEAN, "an array of values",
		test_one_of},
	[OP_MATCHES] = {"matches", "matches ", STRING, STRING, "a regular expression",
		test_matches},
	[OP_EXISTS] = {"exists", "", BOOLEAN | NOTHING, NUMBER | STRING | BOOLEAN | LIST,
		"true or false", test_exists},
};
