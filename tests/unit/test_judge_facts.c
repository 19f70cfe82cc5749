/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_facts.h"
#include "reports/text.h"

#include <criterion/criterion.h>
#include <string.h>

Test(judge_facts, a_name_stands_for_what_it_says)
{
	cr_expect(facts_match("a.b", "a.b"));
	cr_expect(facts_match("a[*].b", "a[3].b"));
	cr_expect(facts_match("a[*].b", "a[17].b"));
	cr_expect(facts_match("a[*].b[*]", "a[0].b[1]"));
	cr_expect(facts_match("virtio.*[*].b", "virtio.block[0].b"));
	cr_expect(facts_match("a[1].b", "a[1].b"));
	cr_expect_not(facts_match("a[1].b", "a[2].b"));
	cr_expect_not(facts_match("a[*].b", "a[].b"));
	cr_expect_not(facts_match("a[*].b", "a[x].b"));
	cr_expect_not(facts_match("a[*].b", "a[3"));
	cr_expect_not(facts_match("a[*].b", "a.b"));
	cr_expect_not(facts_match("a[*].b", "a[3].bc"));
	cr_expect_not(facts_match("virtio.*[*].b", "virtio.[0].b"));
	cr_expect_not(facts_match("virtio.*.b", "virtio.x.y.b"));
	cr_expect_not(facts_match("a.b", "a.bc"));
	cr_expect_not(facts_match("a.bc", "a.b"));
}

Test(judge_facts, a_pattern_finds_every_fact_it_stands_for_and_a_name_one)
{
	struct result result = {
		.facts = json_pack(
			"{s:i,s:i,s:i,s:n}", "a[0].b", 1, "a[1].b", 2, "a.b", 4, "a[2].b"),
		.hypervisor = json_pack("{s:s}", "accelerator", "kvm"),
	};
	json_int_t sum = 0;

	for (struct fact_cursor c = facts_named(&result, "a[*].b"); facts_next(&c);)
		sum += json_integer_value(c.value);
	cr_expect_eq(sum, 3);
	sum = 0;
	for (struct fact_cursor c = facts_named(&result, "a.b"); facts_next(&c);)
		sum += json_integer_value(c.value);
	cr_expect_eq(sum, 4);
	struct fact_cursor c = facts_named(&result, "hypervisor.accelerator");

	cr_assert(facts_next(&c));
	cr_expect_str_eq(json_string_value(c.value), "kvm");
	cr_expect_not(facts_next(&c));
	json_decref((json_t *)result.facts);
	json_decref((json_t *)result.hypervisor);
}

Test(judge_facts, text_is_cut_between_characters)
{
	char text[16];

	strcpy(text, "ab\xe2\x82\xac");
	text_trim(text);
	cr_expect_str_eq(text, "ab\xe2\x82\xac");
	text[4] = '\0';
	text_trim(text);
	cr_expect_str_eq(text, "ab");
	strcpy(text, "\xf0\x9f\x98");
	text_trim(text);
	cr_expect_str_eq(text, "");
	json_t *list = json_pack(
		"[s,s]", "\xe2\x82\xac\xe2\x82\xac", "\xe2\x82\xac\xe2\x82\xac\xe2\x82\xac");

	cr_expect_str_eq(
		value_text(list, text, sizeof(text)), "\xe2\x82\xac\xe2\x82\xac, \xe2\x82\xac...");
	json_decref(list);
	cr_expect_str_eq(number_text(456340275.2, text, sizeof(text)), "456340275");
	cr_expect_str_eq(number_text(0.5222394, text, sizeof(text)), "0.522239");
}
