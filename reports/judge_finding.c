/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/judge.h"

#include "reports/text.h"

#include <stdlib.h>
#include <string.h>

const char *outcome_word(enum outcome outcome)
{
	static const char *const words[OUTCOME_COUNT] = {
		[OUTCOME_MET] = "met",
		[OUTCOME_UNMET] = "unmet",
		[OUTCOME_WAIVED] = "waived",
		[OUTCOME_NOT_APPLICABLE] = "not-applicable",
		[OUTCOME_NOT_JUDGED] = "not-judged",
		[OUTCOME_UNKNOWN] = "unknown",
	};

	return words[outcome];
}

const char *conformance_word(enum conformance conformance)
{
	static const char *const words[] = {
		[CONFORMANCE_YES] = "conforms",
		[CONFORMANCE_NO] = "does-not-conform",
		[CONFORMANCE_INCOMPLETE] = "incomplete",
		[CONFORMANCE_UNREADABLE] = "unreadable",
	};

	return words[conformance];
}

const char *finding_label(const struct finding *finding)
{
	static const char *const unmet[] = {
		[REQUIRE_MANDATORY] = "fail",
		[REQUIRE_RECOMMENDED] = "warn",
		[REQUIRE_OPTIONAL] = "not offered",
	};

	switch (finding->outcome) {
	case OUTCOME_MET:
		return "pass";
	case OUTCOME_UNMET:
		return unmet[finding->requirement->level];
	case OUTCOME_WAIVED:
		return "fail (waived)";
	case OUTCOME_NOT_APPLICABLE:
		return "not applicable";
	case OUTCOME_NOT_JUDGED:
		return "not judged";
	default:
		return "unknown";
	}
}

unsigned finding_rank(const struct finding *finding)
{
	static const unsigned ranks[OUTCOME_COUNT] = {
		[OUTCOME_UNMET] = 0,
		[OUTCOME_UNKNOWN] = 1,
		[OUTCOME_WAIVED] = 6,
		[OUTCOME_NOT_JUDGED] = 7,
		[OUTCOME_MET] = 8,
		[OUTCOME_NOT_APPLICABLE] = 9,
	};
	bool open = finding->outcome == OUTCOME_UNMET || finding->outcome == OUTCOME_UNKNOWN;

	return ranks[finding->outcome] + (open ? 2 * finding->requirement->level : 0);
}

/* How telling an outcome is where several devices differ. */
static unsigned weight(enum outcome outcome)
{
	static const unsigned weights[OUTCOME_COUNT] = {
		[OUTCOME_NOT_APPLICABLE] = 0,
		[OUTCOME_MET] = 1,
		[OUTCOME_NOT_JUDGED] = 2,
		[OUTCOME_UNKNOWN] = 3,
		[OUTCOME_UNMET] = 4,
	};

	return weights[outcome];
}

static char *copy_of(const char *text)
{
	char *copy = text && *text ? strdup(text) : NULL;

	if (copy)
		text_trim(copy);
	return copy;
}

static void forget(struct finding *finding)
{
	free(finding->where);
	free(finding->expected);
	free(finding->observed);
	free(finding->reason);
}

void finding_say(struct finding *finding, const struct said *said)
{
	if (finding->said && finding->outcome == said->outcome)
		finding->others++;
	if (finding->said && weight(said->outcome) <= weight(finding->outcome))
		return;
	forget(finding);
	finding->said = true;
	finding->others = 0;
	finding->outcome = said->outcome;
	finding->where = copy_of(said->where);
	finding->expected = copy_of(said->expected);
	finding->observed = copy_of(said->observed);
	finding->reason = copy_of(said->reason);
}

void finding_free(struct finding *finding)
{
	forget(finding);
	*finding = (struct finding){0};
}
