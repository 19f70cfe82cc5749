/* SPDX-License-Identifier: Apache-2.0 */
#include "core/result.h"

#include <stdlib.h>
#include <string.h>

/* What one start of a guest sent. */
struct start {
	const struct frames *frames;
	json_t *events;
	const json_t *begin; /* NULL: it did not arrive */
	bool ended;
	const char *death; /* what its kernel said then; never NULL */
};

struct log {
	struct start *starts; /* the oldest first */
	size_t count;
};

static const char *word_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

static void read_events(struct start *start)
{
	size_t i;
	json_t *event;

	start->events = frames_events(start->frames);
	json_array_foreach (start->events, i, event) {
		if (!start->begin && !strcmp(word_of(event, "event"), "begin"))
			start->begin = event;
		start->ended |= !strcmp(word_of(event, "event"), "end");
	}
}

static void open_log(struct log *log, const struct frames *frames, const json_t *deaths)
{
	size_t i = 0;

	log->count = 0;
	for (const struct frames *f = frames; f; f = frames_before(f))
		log->count++;
	log->starts = calloc(log->count + 1, sizeof(*log->starts));
	if (!log->starts)
		abort();
	for (const struct frames *f = frames; f; f = frames_before(f), i++) {
		struct start *start = &log->starts[log->count - 1 - i];
		const char *death = json_string_value(json_array_get(deaths, log->count - 1 - i));

		start->frames = f;
		start->death = death ? death : "";
		read_events(start);
	}
}

static void close_log(struct log *log)
{
	for (size_t i = 0; i < log->count; i++)
		json_decref(log->starts[i].events);
	free(log->starts);
}

/* A plan but for what `boot` adds to it when a guest goes on for another. */
static json_t *plan_of(const struct start *start)
{
	json_t *plan = json_copy(json_object_get(start->begin, "plan"));

	json_object_del(plan, "done");
	return plan;
}

/* Does the second do what the first did not come to? */
static bool goes_on(const struct start *first, const struct start *second)
{
	json_t *plans[2];
	bool same;

	if (first->ended || !first->begin || !second->begin ||
		!json_equal(json_object_get(first->begin, "tool"),
			json_object_get(second->begin, "tool")))
		return false;
	plans[0] = plan_of(first);
	plans[1] = plan_of(second);
	same = json_equal(plans[0], plans[1]);
	json_decref(plans[0]);
	json_decref(plans[1]);
	return same;
}

/* Starts that make up one run: [from, to). */
struct run {
	size_t from, to;
	enum { CUT_SHORT, ENDED, WHOLE } state;
};

static struct run run_from(const struct log *log, size_t from)
{
	struct run run = {.from = from, .to = from + 1};
	bool whole = frames_whole(log->starts[from].frames);

	for (; run.to < log->count && goes_on(&log->starts[run.to - 1], &log->starts[run.to]);
		run.to++)
		whole &= frames_whole(log->starts[run.to].frames);
	if (log->starts[run.to - 1].ended)
		run.state = whole && log->starts[from].begin ? WHOLE : ENDED;
	return run;
}

static struct run choose_run(const struct log *log)
{
	struct run best = run_from(log, 0), run;

	for (size_t from = best.to; from < log->count; from = run.to) {
		run = run_from(log, from);
		if (run.state > best.state || best.state == CUT_SHORT)
			best = run;
	}
	return best;
}

/* The unit and device that an event is of: "id" is a finding's own name where "by" is there. */
static char *unit_of(const json_t *event)
{
	const char *id = word_of(event, "by");
	json_t *both =
		json_sprintf("%s %s", *id ? id : word_of(event, "id"), word_of(event, "device"));
	char *text = both ? strdup(json_string_value(both)) : NULL;

	json_decref(both);
	if (!text)
		abort();
	return text;
}

static void set_done(json_t *done, const json_t *event, enum verdict word)
{
	char *unit = unit_of(event);

	if (!json_object_get(done, unit))
		json_object_set_new(done, unit, json_integer(word));
	free(unit);
}

static bool is_done(const json_t *done, const json_t *event)
{
	char *unit = unit_of(event);
	bool known = json_object_get(done, unit) != NULL;

	free(unit);
	return known;
}

/* What later starts are not asked any more. */
static void remember(json_t *done, const struct start *start)
{
	size_t i;
	json_t *event;

	json_array_foreach (start->events, i, event)
		if (!strcmp(word_of(event, "event"), "verdict"))
			set_done(done, event, verdict_from_word(word_of(event, "word")));
}

/* What `boot` told a later start was done is so, with the word that it found for it. */
static void remember_told(json_t *done, const struct start *start)
{
	size_t i;
	json_t *entry;

	json_array_foreach (
		json_object_get(json_object_get(start->begin, "plan"), "done"), i, entry)
		set_done(done, entry, verdict_from_word(word_of(entry, "word")));
}

static enum verdict word_for(const json_t *done, const json_t *open)
{
	char *unit = unit_of(open);
	bool wedged = json_integer_value(json_object_get(done, unit)) == VERDICT_WEDGED;

	free(unit);
	return wedged ? VERDICT_WEDGED : VERDICT_CRASHED;
}

/* In the unit that it was in, or between two. */
static void add_death(
	json_t *result, json_t *done, const struct start *start, const struct start *next)
{
	const json_t *open = result_open_unit(start->events);
	enum verdict word;
	char reason[500];

	snprintf(reason, sizeof(reason), "%s%s%s",
		next ? "the guest began again" : "the log ends where the guest died",
		*start->death ? ": " : "", start->death);
	result_problem(result, "%s", reason);
	if (!open || is_done(done, open)) /* or it died there already, and nobody told it */
		return;
	if (next)
		remember_told(done, next);
	word = word_for(done, open);
	result_add_death(result, open, word, reason);
	set_done(done, open, word);
}

/* True if the guest died. */
static bool add_start(
	json_t *result, json_t *done, const struct start *start, const struct start *next)
{
	json_t *news = json_array(), *event;
	size_t i;

	json_array_foreach (start->events, i, event)
		if (!is_done(done, event))
			json_array_append(news, event);
	result_add_some(result, start->frames, news, next != NULL);
	json_decref(news);
	remember(done, start);
	if (next && frames_mixed(next->frames)) {
		result_problem(result, "two guests speak on one console");
		return false;
	}
	if (!next && (start->ended || !*start->death))
		return false;
	add_death(result, done, start, next);
	return true;
}

bool result_add_log(json_t *result, const struct frames *frames, const json_t *deaths)
{
	json_t *done = json_object();
	struct log log;
	struct run run;
	bool died = false;

	open_log(&log, frames, deaths);
	run = choose_run(&log);
	for (size_t i = 0; i < log.count; i++)
		if (i < run.from || i >= run.to)
			result_problem(result,
				"passed over: %zu events of another run, %s this one",
				json_array_size(log.starts[i].events),
				i < run.from ? "before" : "after");
	for (size_t i = run.from; i < run.to; i++)
		died |= add_start(
			result, done, &log.starts[i], i + 1 < run.to ? &log.starts[i + 1] : NULL);
	json_decref(done);
	close_log(&log);
	return died;
}
