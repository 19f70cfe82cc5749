/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge_facts.h"
#include "reports/profile.h"
#include "reports/text.h"

#include <stdio.h>
#include <string.h>

bool requirement_wants_device(const struct requirement *r, const char *device)
{
	return !r->device || (device && facts_match(r->device, device));
}

bool requirement_wants_word(const struct requirement *r, const char *word)
{
	const json_t *item;
	size_t i;

	if (!r->words)
		return !strcmp(word, "pass");
	if (json_is_string(r->words))
		return !strcmp(word, json_string_value(r->words));
	json_array_foreach (r->words, i, item)
		if (!strcmp(word, json_string_value(item)))
			return true;
	return false;
}

const char *statistic_words(const char *statistic, char *text, size_t size)
{
	if (!statistic || !strcmp(statistic, "value"))
		return "";
	snprintf(text, size, "%s ", statistic);
	return text;
}

const char *unit_words(const char *unit, char *text, size_t size)
{
	if (!unit || !strcmp(unit, "count") || !strcmp(unit, "ratio"))
		return "";
	snprintf(text, size, " %s", unit);
	return text;
}

const char *requirement_expected(
	const struct requirement *r, const struct result *result, char *text, size_t size)
{
	char condition[700], statistic[40], unit[40];

	if (r->subject == SUBJECT_UNOBSERVABLE) {
		snprintf(text, size, "nothing that a guest can see");
		return text;
	}
	if (r->subject == SUBJECT_CHECK)
		return r->words ? value_text(r->words, text, size)
				: (snprintf(text, size, "pass"), text);
	condition_expected(&r->test, result, condition, sizeof(condition));
	snprintf(text, size, "%s%s%s", statistic_words(r->statistic, statistic, sizeof(statistic)),
		condition, unit_words(r->unit, unit, sizeof(unit)));
	return text;
}
