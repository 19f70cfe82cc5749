/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/diff.h"

#include "core/verdict.h"
#include "reports/text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* What the runs of a set say of one check. */
struct opinion {
	size_t counts[VERDICT_COUNT + 1], runs, measured; /* without a verdict */
	enum verdict worst;
	const char *reason; /* of the worst */
};

static struct opinion opinion_of(
	const struct match_row *row, const struct result_sets *sets, const struct result_set *set)
{
	struct opinion opinion = {.worst = VERDICT_NONE};

	for (size_t i = 0; i < set->count; i++) {
		const json_t *verdict = row->of[set->members[i]];
		enum verdict word =
			verdict ? verdict_from_word(text_at(verdict, "word")) : VERDICT_NONE;

		opinion.counts[word]++;
		if (verdict)
			opinion.runs++;
		else if (match_measured(&sets->results[set->members[i]], row->any))
			opinion.measured++;
		if (word > opinion.worst) {
			opinion.worst = word;
			opinion.reason = json_string_value(json_object_get(verdict, "reason"));
		}
	}
	return opinion;
}

/* "pass", or "4 pass, 1 fail" where the runs do not agree, the most severe last. */
static void words_of(const struct opinion *opinion, char *text, size_t size)
{
	bool unanimous = opinion->counts[opinion->worst] == opinion->runs && !opinion->measured;
	size_t used = 0;

	if (!opinion->runs || unanimous) {
		snprintf(text, size, "%s",
			opinion->runs	    ? verdict_word(opinion->worst)
			: opinion->measured ? "measured"
					    : "not run");
		return;
	}
	if (opinion->measured)
		used = (size_t)snprintf(text, size, "%zu measured", opinion->measured);
	for (enum verdict v = VERDICT_PASS; v < VERDICT_COUNT && used < size; v++)
		if (opinion->counts[v])
			used += (size_t)snprintf(text + used, size - used, "%s%zu %s",
				used ? ", " : "", opinion->counts[v], verdict_word(v));
}

/* From `warn` on a verdict complains of something; below, words only differ. */
static enum change change_of(const struct opinion *base, const struct opinion *other)
{
	bool complained = base->worst >= VERDICT_WARN, complains = other->worst >= VERDICT_WARN;

	if (!(base->runs + base->measured) || !(other->runs + other->measured))
		return complains ? CHANGE_WORSE : CHANGE_UNMATCHED;
	if (complains && other->worst > base->worst)
		return CHANGE_WORSE;
	if (complained && other->worst < base->worst)
		return CHANGE_BETTER;
	return CHANGE_INCONCLUSIVE;
}

int diff_verdicts(struct diff *diff, const struct match *rows, struct message *msg)
{
	diff->verdicts = calloc(rows->count + 1, sizeof(*diff->verdicts));
	if (!diff->verdicts)
		return message_set(msg, -ENOMEM, "out of memory");
	for (size_t i = 0; i < rows->count; i++) {
		const struct match_row *row = &rows->rows[i];
		struct opinion base = opinion_of(row, diff->sets, diff->base);
		struct opinion other = opinion_of(row, diff->sets, diff->other);
		struct verdict_change *change = &diff->verdicts[diff->verdict_count];

		if (!base.runs && !other.runs)
			continue;
		words_of(&base, change->base, sizeof(change->base));
		words_of(&other, change->other, sizeof(change->other));
		if (!strcmp(change->base, change->other) && base.worst == other.worst)
			continue;
		change->row = row;
		change->change = change_of(&base, &other);
		change->reason = other.worst >= base.worst ? other.reason : base.reason;
		diff->verdict_count++;
	}
	return 0;
}
