/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job_event.h"

#include "core/clock.h"
#include "core/json.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID_MAX 160

json_t *job_event(const struct job *job, const char *kind, const char *role)
{
	json_t *event = json_object();

	json_object_set_new(event, "event", json_string(kind));
	json_object_set_new(event, "t", json_integer((json_int_t)clock_ns()));
	json_object_set_new(event, role, json_string(job->unit->id));
	if (job->device)
		json_object_set_new(event, "device", json_string(job->device->id));
	return event;
}

void job_begin(struct job *job, const struct unit *unit, const struct device *device,
	const json_t *settings, job_emit *emit, void *emit_to)
{
	*job = (struct job){
		.unit = unit,
		.device = device,
		.settings = settings,
		.emit = emit,
		.emit_to = emit_to,
		.answers = -1,
	};
	json_t *event = job_event(job, "check-start", "id");

	json_object_set_new(event, "kind", json_string(unit_kind_word(unit_kind(unit))));
	emit(emit_to, event);
}

static void set_level(json_t *event, const struct unit *unit)
{
	char copy[512], *rest = copy, *id;
	json_t *statements = json_array();

	snprintf(copy, sizeof(copy), "%s", unit->statements ? unit->statements : "");
	while ((id = strtok_r(rest, " ", &rest)))
		json_array_append_new(statements, json_string(id));
	json_object_set_new(event, "level", json_string(level_word(unit->level)));
	json_object_set_new(event, "statements", statements);
}

static void set_evidence(json_t *event, const struct job *job)
{
	json_t *evidence;

	if (!job->expected[0] && !job->observed[0])
		return;
	evidence = json_object();
	json_object_set_new(evidence, "expected", json_text(job->expected));
	json_object_set_new(evidence, "observed", json_text(job->observed));
	json_object_set_new(event, "evidence", evidence);
}

enum verdict job_end(struct job *job, uint64_t duration_ns)
{
	bool check = unit_kind(job->unit) == UNIT_CHECK;
	void (*at_end)(struct job *) = job->at_end;
	json_t *event;

	job->at_end = NULL; /* it may end the job itself */
	if (at_end)
		at_end(job);
	event = job_event(job, "verdict", "id");
	if (job->verdict == VERDICT_NONE && check)
		say(job, VERDICT_ERROR, "the check ended without a verdict");
	else if (job->verdict == VERDICT_NONE)
		job->verdict = VERDICT_PASS; /* a probe or bench that had nothing to complain of */
	json_object_set_new(event, "kind", json_string(unit_kind_word(unit_kind(job->unit))));
	json_object_set_new(event, "word", json_string(verdict_word(job->verdict)));
	if (check)
		set_level(event, job->unit);
	if (job->reason[0])
		json_object_set_new(event, "reason", json_text(job->reason));
	set_evidence(event, job);
	json_object_set_new(event, "duration_us", json_integer((json_int_t)(duration_ns / 1000)));
	job->emit(job->emit_to, event);
	return job->verdict;
}

int64_t job_setting(const struct job *job, const char *key, int64_t otherwise)
{
	const json_t *value = json_object_get(job->settings, key);

	return json_is_integer(value) ? json_integer_value(value) : otherwise;
}

const char *job_setting_str(const struct job *job, const char *key, const char *otherwise)
{
	const char *value = json_string_value(json_object_get(job->settings, key));

	return value ? value : otherwise;
}

bool job_setting_item(const struct job *job, const char *list, size_t index, struct job *item)
{
	const json_t *entry = json_array_get(json_object_get(job->settings, list), index);

	*item = (struct job){.unit = job->unit, .device = job->device, .settings = entry};
	return entry != NULL;
}

static void PRINTF(3, 0) fact_emit(struct job *job, json_t *value, const char *id, va_list args)
{
	json_t *event = job_event(job, "fact", "by");
	char text[ID_MAX];

	vsnprintf(text, sizeof(text), id, args);
	json_object_set_new(event, "id", json_text(text));
	json_object_set_new(event, "value", value);
	job->emit(job->emit_to, event);
}

#define FACT_EMIT(json_value)                                                                      \
	va_list args;                                                                              \
	va_start(args, id);                                                                        \
	fact_emit(job, json_value, id, args);                                                      \
	va_end(args)

void fact_int(struct job *job, int64_t value, const char *id, ...)
{
	FACT_EMIT(json_integer(value));
}

void fact_num(struct job *job, double value, const char *id, ...)
{
	json_t *number = json_real(value); /* NULL for what JSON cannot hold: NaN, infinity */

	FACT_EMIT(number ? number : json_null());
}

void fact_bool(struct job *job, bool value, const char *id, ...)
{
	FACT_EMIT(json_boolean(value));
}

void fact_str(struct job *job, const char *value, const char *id, ...)
{
	FACT_EMIT(json_text(value));
}

void fact_item(struct fact_items *items, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (!items->array)
		items->array = json_array();
	json_array_append_new(items->array, json_text(text));
}

void fact_list(struct job *job, struct fact_items *items, const char *id, ...)
{
	json_t *list = items->array ? items->array : json_array();

	items->array = NULL;
	FACT_EMIT(list);
}

#define FORMAT_INTO(buffer, last)                                                                  \
	va_list args;                                                                              \
	va_start(args, last);                                                                      \
	vsnprintf(buffer, sizeof(buffer), last, args);                                             \
	va_end(args)

void expected(struct job *job, const char *fmt, ...)
{
	FORMAT_INTO(job->detail_expected, fmt);
}

void observed(struct job *job, const char *fmt, ...)
{
	FORMAT_INTO(job->detail_observed, fmt);
}

static void keep_most_severe(struct job *job, enum verdict verdict, const char *reason)
{
	if (verdict > job->verdict) {
		job->verdict = verdict;
		snprintf(job->reason, sizeof(job->reason), "%s", reason);
		memcpy(job->expected, job->detail_expected, sizeof(job->expected));
		memcpy(job->observed, job->detail_observed, sizeof(job->observed));
	}
	job->detail_expected[0] = job->detail_observed[0] = '\0';
}

#define SAY(verdict)                                                                               \
	char text[sizeof(job->reason)];                                                            \
	FORMAT_INTO(text, reason);                                                                 \
	keep_most_severe(job, verdict, text)

void pass(struct job *job)
{
	keep_most_severe(job, VERDICT_PASS, "");
}

void fail(struct job *job, const char *reason, ...)
{
	SAY(job->unit->level == LEVEL_MUST ? VERDICT_FAIL : VERDICT_WARN);
}

void warn_should(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_WARN);
}

void absent(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_ABSENT);
}

void skipped(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_SKIPPED);
}

void unobservable(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_UNOBSERVABLE);
}

void inconclusive(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_INCONCLUSIVE);
}

void wedged(struct job *job, const char *reason, ...)
{
	SAY(VERDICT_WEDGED);
}

void say(struct job *job, enum verdict verdict, const char *reason, ...)
{
	SAY(verdict);
}

static void emit_nowhere(void *to, json_t *event)
{
	(void)to;
	json_decref(event);
}

struct job job_quiet(const struct job *job, job_hear *hear, void *hear_to)
{
	return (struct job){
		.unit = job->unit,
		.device = job->device,
		.settings = job->settings,
		.emit = emit_nowhere,
		.answers = -1,
		.hear = hear,
		.hear_to = hear_to,
	};
}

void job_stop(struct job *job)
{
	if (job->hear && job->reason[0])
		job->hear(job->hear_to, job->reason);
	job_end(job, 0);
	_exit(0);
}

void note(struct job *job, const char *fmt, ...)
{
	json_t *event = job_event(job, "note", "by");
	char text[512];

	FORMAT_INTO(text, fmt);
	json_object_set_new(event, "text", json_text(text));
	job->emit(job->emit_to, event);
}
