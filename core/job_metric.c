/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job_event.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *parse_value(const char *text)
{
	char *end;
	double number = strtod(text, &end);

	if (*text == '\0' || *end != '\0' || !isfinite(number))
		return json_string(text);
	if (number == (double)(json_int_t)number)
		return json_integer((json_int_t)number);
	return json_real(number);
}

static json_t *parse_conditions(const char *text)
{
	char copy[sizeof(((struct metric *)0)->conditions)], *rest = copy, *pair;
	json_t *conditions = json_object();

	snprintf(copy, sizeof(copy), "%s", text);
	while ((pair = strtok_r(rest, " ", &rest))) {
		char *value = strchr(pair, '=');

		if (!value)
			continue;
		*value++ = '\0';
		json_object_set_new(conditions, pair, parse_value(value));
	}
	return conditions;
}

/* Only buckets that hold something: lowest value, count, lowest value, count, ... */
static json_t *hist_json(const struct hist *h)
{
	json_t *buckets = json_array();

	for (unsigned i = 0; i < HIST_BUCKETS; i++) {
		if (!h->bucket[i])
			continue;
		json_array_append_new(buckets, json_integer((json_int_t)hist_low(i)));
		json_array_append_new(buckets, json_integer(h->bucket[i]));
	}
	return json_pack("{s:I,s:I,s:I,s:f,s:o}", "count", (json_int_t)h->count, "min",
		(json_int_t)(h->count ? h->min : 0), "max", (json_int_t)h->max, "mean",
		h->count ? h->sum / (double)h->count : 0.0, "buckets", buckets);
}

/* Only cells that hold something: slice, lowest value, count, slice, ... */
static json_t *heat_json(const struct heat *h)
{
	json_t *cells = json_array();

	for (unsigned slice = 0; slice < HEAT_SLICES; slice++)
		for (unsigned level = 0; level < HEAT_LEVELS; level++) {
			if (!h->cell[slice][level])
				continue;
			json_array_append_new(cells, json_integer(slice));
			json_array_append_new(cells, json_integer((json_int_t)heat_low(level)));
			json_array_append_new(cells, json_integer(h->cell[slice][level]));
		}
	return json_pack("{s:I,s:o}", "slice_ns", (json_int_t)h->slice_ns, "cells", cells);
}

static json_t *samples_json(const double *samples, size_t count)
{
	json_t *array = json_array();

	for (size_t i = 0; i < count; i++)
		json_array_append_new(array, json_real(samples[i]));
	return array;
}

static const struct metric_desc *metric_desc(const struct unit *unit, const char *id)
{
	for (const struct metric_desc *desc = unit->metrics; desc && desc->id; desc++)
		if (!strcmp(desc->id, id))
			return desc;
	return NULL;
}

void metric(struct job *job, const struct metric *m)
{
	const struct metric_desc *desc = metric_desc(job->unit, m->id);
	json_t *event = job_event(job, "metric", "by");

	if (!desc) {
		json_decref(event);
		say(job, VERDICT_ERROR, "metric %s is not described by %s", m->id, job->unit->id);
		return;
	}
	if (!m->hist && !m->samples && !isfinite(m->value)) {
		json_decref(event);
		say(job, VERDICT_ERROR, "metric %s came out as no number", m->id);
		return;
	}
	json_object_set_new(event, "id", json_string(m->id));
	json_object_set_new(event, "unit", json_string(desc->unit));
	json_object_set_new(
		event, "better", json_string(desc->better == BETTER_LOWER ? "lower" : "higher"));
	json_object_set_new(event, "conditions", parse_conditions(m->conditions));
	if (m->hist)
		json_object_set_new(event, "histogram", hist_json(m->hist));
	else if (m->samples)
		json_object_set_new(event, "samples", samples_json(m->samples, m->sample_count));
	else
		json_object_set_new(event, "value", json_real(m->value));
	if (m->heat && m->heat->slice_ns)
		json_object_set_new(event, "heat", heat_json(m->heat));
	job->emit(job->emit_to, event);
}

void metric_heat(struct job *job, const char *id, const char *conditions, const struct hist *hist,
	const struct heat *heat)
{
	struct metric m = {.id = id, .hist = hist, .heat = heat};

	snprintf(m.conditions, sizeof(m.conditions), "%s", conditions);
	if (hist->count)
		metric(job, &m);
}

void metric_hist(struct job *job, const char *id, const char *conditions, const struct hist *hist)
{
	metric_heat(job, id, conditions, hist, NULL);
}

void metric_value(struct job *job, const char *id, const char *conditions, double value)
{
	struct metric m = {.id = id, .value = value};

	snprintf(m.conditions, sizeof(m.conditions), "%s", conditions);
	metric(job, &m);
}
