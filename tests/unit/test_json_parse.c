/* SPDX-License-Identifier: Apache-2.0 */
#include "core/json_parse.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <string.h>

/* jansson's own reader is the measure: the same texts are JSON, with the same values. */
static void assert_same(const char *text, size_t size)
{
	struct json_mistake mistake = {0};
	json_t *theirs = json_loadb(text, size, JSON_REJECT_DUPLICATES, NULL);
	json_t *ours = json_parse(text, size, &mistake);

	cr_assert_eq(!ours, !theirs, "%.*s: %s", (int)size, text, ours ? "taken" : mistake.what);
	cr_assert(!ours || json_equal(ours, theirs), "%.*s", (int)size, text);
	cr_assert(ours || mistake.what);
	json_decref(ours);
	json_decref(theirs);
}

Test(json_parse, the_same_texts_are_json_as_for_jansson)
{
	static const char *const texts[] = {
		"{}",
		"[]",
		" [ ] ",
		"{\"a\":1}",
		"{\"a\":1,\"a\":2}",
		"[1,]",
		"[,1]",
		"{,}",
		"{\"a\"}",
		"{\"a\":}",
		"{\"a\":1,}",
		"{a:1}",
		"[1 2]",
		"[1]x",
		"1",
		"\"a\"",
		"null",
		"",
		" ",
		"[true,false,null]",
		"[tru]",
		"[TRUE]",
		"[0,-0,1,-1]",
		"[01]",
		"[-]",
		"[+1]",
		"[1.]",
		"[.5]",
		"[1.5e3]",
		"[1e]",
		"[1E+2]",
		"[1e-400]",
		"[1e400]",
		"[-1e400]",
		"[9223372036854775807]",
		"[9223372036854775808]",
		"[-9223372036854775808]",
		"[0x1]",
		"[NaN]",
		"[Infinity]",
		"[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]",
		"[\"\\x\"]",
		"[\"\\",
		"[\"\\u00e4\\u20ac\\ud83d\\ude00\"]",
		"[\"\\ud83d\"]",
		"[\"\\ude00\"]",
		"[\"\\ud83d\\u0041\"]",
		"[\"\\u0000\"]",
		"[\"\\u12\"]",
		"[\"\\u12g4\"]",
		"[\"\xc3\xa4\xe2\x82\xac\"]",
		"[\"\xc3\"]",
		"[\"\xff\"]",
		"[\"\xed\xa0\x80\"]",
		"[\"\xc0\x80\"]",
		"{\"\xff\":1}",
		"{\"\xc3\xa4\":1,\"\\u00e4\":2}",
		"[\"a\nb\"]",
		"[\"\t\"]",
		"[\"\x7f\"]",
		"{\"\\u0041b\":{\"\\n\":\"\\t\"}}",
		"[[[[]]]]",
		"[[]",
		"{\"a\":[}",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_same(texts[i], strlen(texts[i]));
	assert_same("[1]\0", 4);
	assert_same("[\"a\0b\"]", 7);
}

/* Every byte of a document that has everything, changed at random. */
Test(json_parse, damaged_texts_are_judged_as_by_jansson)
{
	static const char whole[] =
		"{\"schema\": \"x/1\", \"n\": [0, -12, 3.25, 1e5, true, null],\n"
		" \"t\": \"\\u00e4\\ud83d\\ude00 \\\"q\\\\ \xc3\xa4\xe2\x82\xac\", \"o\": {\"a\": "
		"{}}}";
	static const char bytes[] = "\"\\{}[],:0159-+.eEu \n\x80\xc3\xe2tfn";
	char text[sizeof(whole)];
	uint32_t random = 1;

	for (int round = 0; round < 50000; round++) {
		memcpy(text, whole, sizeof(whole));
		for (int changes = round % 3; changes >= 0; changes--) {
			random = random * 1664525 + 1013904223;
			text[(random >> 8) % (sizeof(whole) - 1)] =
				bytes[(random >> 20) % (sizeof(bytes) - 1)];
		}
		random = random * 1664525 + 1013904223;
		size_t size = round % 4 ? sizeof(whole) - 1 : (random >> 8) % sizeof(whole);

		text[size] = '\0';
		assert_same(text, size);
	}
}

Test(json_parse, deep_nesting_is_refused)
{
	static char text[200001];
	struct json_mistake mistake;

	memset(text, '[', sizeof(text) - 1);
	cr_assert_null(json_parse(text, sizeof(text) - 1, &mistake));
	cr_assert_str_eq(mistake.what, "nested too deep");
}

Test(json_parse, a_mistake_has_its_line)
{
	static const char text[] = "{\n \"a\": 1,\n \"b\": [1,\n 2 3]\n}";
	struct json_mistake mistake;

	cr_assert_null(json_parse(text, strlen(text), &mistake));
	cr_assert_eq(mistake.line, 4);
	cr_assert_str_eq(mistake.what, "',' or ']' was expected");
}
