/* SPDX-License-Identifier: Apache-2.0 */
#include "core/result.h"

#include "core/json.h"
#include "core/version.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

json_t *result_new(void)
{
	return json_pack("{s:s,s:o,s:{s:b,s:b,s:i,s:[],s:[]},s:{},s:{},s:{},s:[],s:[],s:[]}",
		"schema", "stratos-result/1", "tool", version_json(), "run", "complete", 0, "whole",
		0, "boots", 0, "frames", "problems", "hypervisor", "environment", "facts",
		"verdicts", "metrics", "notes");
}

void result_problem(json_t *result, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	json_array_append_new(
		json_object_get(json_object_get(result, "run"), "problems"), json_text(text));
}

static const char *get_string(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text ? text : "";
}

/* A shallow copy of `event` without the keys that only carry it. */
static json_t *stripped(const json_t *event)
{
	static const char *const carrying[] = {"event", "t", "by"};
	json_t *copy = json_copy((json_t *)event);

	for (size_t i = 0; i < sizeof(carrying) / sizeof(*carrying); i++)
		json_object_del(copy, carrying[i]);
	return copy;
}

static void add_begin(json_t *result, const json_t *event)
{
	json_t *run = json_object_get(result, "run");
	json_t *environment = json_object_get(event, "environment");

	json_object_set(run, "plan", json_object_get(event, "plan"));
	if (json_is_object(environment))
		json_object_update(json_object_get(result, "environment"), environment);
	json_object_set(result, "tool", json_object_get(event, "tool"));
}

/* Probes and benches that had nothing to complain of speak through facts and metrics. */
static bool worth_keeping(const json_t *verdict)
{
	return !strcmp(get_string(verdict, "kind"), "check") ||
	       strcmp(get_string(verdict, "word"), "pass") != 0;
}

static void add_event(json_t *result, const json_t *event)
{
	const char *kind = get_string(event, "event");

	if (!strcmp(kind, "begin"))
		add_begin(result, event);
	else if (!strcmp(kind, "fact"))
		json_object_set(json_object_get(result, "facts"), get_string(event, "id"),
			json_object_get(event, "value"));
	else if (!strcmp(kind, "verdict") && worth_keeping(event))
		json_array_append_new(json_object_get(result, "verdicts"), stripped(event));
	else if (!strcmp(kind, "metric"))
		json_array_append_new(json_object_get(result, "metrics"), stripped(event));
	else if (!strcmp(kind, "note") && !json_object_get(event, "heartbeat"))
		json_array_append_new(json_object_get(result, "notes"), stripped(event));
}

const json_t *result_verdict(const json_t *result, const char *id, const char *device)
{
	size_t i;
	json_t *verdict;

	json_array_foreach (json_object_get(result, "verdicts"), i, verdict)
		if (!strcmp(get_string(verdict, "id"), id) &&
			!strcmp(get_string(verdict, "device"), device ? device : ""))
			return verdict;
	return NULL;
}

void result_add_event(json_t *result, json_t *event)
{
	const char *device = json_string_value(json_object_get(event, "device"));
	const json_t *before = result_verdict(result, get_string(event, "id"), device);

	if (!strcmp(get_string(event, "event"), "verdict") && before &&
		!strcmp(get_string(before, "word"), verdict_word(VERDICT_UNOBSERVABLE))) {
		json_t *after = stripped(event);

		json_object_clear((json_t *)before);
		json_object_update((json_t *)before, after);
		json_decref(after);
	} else {
		add_event(result, event);
	}
	json_decref(event);
}

static bool has_event(const json_t *events, const char *kind)
{
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event)
		if (!strcmp(get_string(event, "event"), kind))
			return true;
	return false;
}

/* Who is known to have died has no end, and needs no other reason for that. */
static void explain_gaps(json_t *result, const json_t *events, const json_t *report, bool died)
{
	json_t *missing = json_object_get(report, "missing"), *range;
	json_int_t damaged = json_integer_value(json_object_get(report, "damaged"));
	size_t i;

	if (!json_array_size(events) && !died)
		result_problem(result, "no event arrived");
	if (json_array_size(events) && !has_event(events, "begin"))
		result_problem(result, "the begin event is missing");
	json_array_foreach (missing, i, range)
		result_problem(result, "events missing: %s", json_string_value(range));
	if (damaged)
		result_problem(result, "%d damaged or foreign frames", (int)damaged);
	if (json_array_size(events) && !has_event(events, "end") && !died)
		result_problem(result, "the end event is missing: the run was cut short");
}

static void add_events(
	json_t *result, const struct frames *frames, const json_t *events, bool died, bool complete)
{
	json_t *run = json_object_get(result, "run"), *report = frames_report(frames), *event;
	bool nothing = died && !json_array_size(events); /* is nothing lost */
	bool whole = nothing || (frames_whole(frames) && has_event(events, "begin"));
	size_t i;

	if (json_array_size(json_object_get(run, "frames")) &&
		json_is_false(json_object_get(run, "whole")))
		whole = false;
	json_array_foreach (events, i, event)
		add_event(result, event);
	explain_gaps(result, events, report, died);
	json_object_set_new(run, "whole", json_boolean(whole));
	json_object_set_new(
		run, "complete", json_boolean(whole && complete && has_event(events, "end")));
	json_array_append_new(json_object_get(run, "frames"), report);
}

static void count_boot(json_t *result)
{
	json_t *run = json_object_get(result, "run");
	json_int_t boots = json_integer_value(json_object_get(run, "boots"));

	json_object_set_new(run, "boots", json_integer(boots + 1));
}

void result_add_some(json_t *result, const struct frames *frames, const json_t *events, bool died)
{
	add_events(result, frames, events, died, true);
	count_boot(result);
}

void result_add_boot(json_t *result, const struct frames *frames, bool died)
{
	json_t *events = frames_events(frames);

	result_add_some(result, frames, events, died);
	json_decref(events);
}

void result_add_el1(json_t *result, const struct frames *frames, bool died, bool complete)
{
	json_t *events = frames_events(frames);

	json_object_set_new(json_object_get(result, "run"), "el1", json_true());
	add_events(result, frames, events, died, complete);
	json_decref(events);
}

bool result_heard(const json_t *result)
{
	const json_t *all = json_object_get(json_object_get(result, "run"), "frames");
	size_t i;
	json_t *frames;

	json_array_foreach (all, i, frames)
		if (json_integer_value(json_object_get(frames, "received")))
			return true;
	return false;
}

const json_t *result_open_unit(const json_t *events)
{
	const json_t *open = NULL;
	size_t i;
	json_t *event;

	json_array_foreach (events, i, event) {
		if (!strcmp(get_string(event, "event"), "check-start"))
			open = event;
		else if (!strcmp(get_string(event, "event"), "verdict"))
			open = NULL;
	}
	return open;
}

void result_add_death(json_t *result, const json_t *start, enum verdict word, const char *reason)
{
	json_t *verdict = stripped(start);

	json_object_set_new(verdict, "word", json_string(verdict_word(word)));
	json_object_set_new(verdict, "reason", json_text(reason));
	json_array_append_new(json_object_get(result, "verdicts"), verdict);
}
