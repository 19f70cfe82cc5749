/* SPDX-License-Identifier: Apache-2.0 */
#include "core/verdict.h"

#include <string.h>

static const struct {
	const char *word, *meaning;
} verdicts[VERDICT_COUNT] = {
	[VERDICT_NONE] = {"none", "no verdict yet"},
	[VERDICT_PASS] = {"pass", "observed, and right"},
	[VERDICT_ABSENT] = {"absent", "the device or feature is not offered, consistently"},
	[VERDICT_SKIPPED] = {"skipped", "not tried, with the reason"},
	[VERDICT_UNOBSERVABLE] = {"unobservable", "no guest can see this"},
	[VERDICT_BLOCKED] = {"blocked", "a prerequisite check did not pass"},
	[VERDICT_INCONCLUSIVE] = {"inconclusive",
		"tried, but noise or a missing host event hid the answer"},
	[VERDICT_WARN] = {"warn", "observed, and a SHOULD is broken"},
	[VERDICT_FAIL] = {"fail", "observed, and a MUST is broken"},
	[VERDICT_WEDGED] = {"wedged", "stopped answering within the time limit"},
	[VERDICT_CRASHED] = {"crashed", "the guest or hypervisor died during this check"},
	[VERDICT_ERROR] = {"error", "this tool or its environment is at fault"},
};

const char *verdict_word(enum verdict v)
{
	return v < VERDICT_COUNT ? verdicts[v].word : "?";
}

const char *verdict_meaning(enum verdict v)
{
	return v < VERDICT_COUNT ? verdicts[v].meaning : "?";
}

enum verdict verdict_from_word(const char *word)
{
	for (int v = VERDICT_PASS; v < VERDICT_COUNT; v++)
		if (!strcmp(word, verdicts[v].word))
			return (enum verdict)v;
	return VERDICT_COUNT;
}
