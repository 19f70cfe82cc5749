/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The benches of the wire lane on the models, whose time is their own: each gives all that
 * it describes, and what is known of a model's pace is what comes out.
 */
#include "tests/model/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What was measured, the last of each id. */
static json_t *seen;

static void listen(void *to, json_t *event)
{
	const char *kind = json_string_value(json_object_get(event, "event"));
	const char *reason = json_string_value(json_object_get(event, "reason"));

	if (kind && !strcmp(kind, "metric"))
		json_object_set(seen, json_string_value(json_object_get(event, "id")), event);
	if (reason)
		snprintf(to, 512, "%s", reason);
	json_decref(event);
}

static enum verdict measure(const struct unit *unit, char reason[512])
{
	json_decref(seen);
	seen = json_object();
	*reason = '\0';
	return model_run(unit,
		json_pack("{s:i,s:i,s:i,s:s}", "wire.requests", 50, "wire.sound_ms", 200,
			"wire.resets", 3, "wire.gpu_sizes",
			/* the device has no room for the first: it is passed over */
			"8192x16 64x64 320x200"),
		listen, reason);
}

static unsigned missing(const struct unit *unit)
{
	unsigned count = 0;

	for (const struct metric_desc *desc = unit->metrics; desc->id; desc++)
		if (!json_object_get(seen, desc->id)) {
			printf("%s does not give %s\n", unit->id, desc->id);
			count++;
		}
	return count;
}

static unsigned run_on_all(const struct unit *unit)
{
	unsigned passes = 0, defects = 0;
	char reason[512];

	for (size_t c = 0; c < model_class_count; c++)
		for (size_t v = 0; v < model_variant_count; v++) {
			enum verdict word;

			if (!model_fits(unit, model_classes[c], &model_variants[v]))
				continue;
			word = measure(unit, reason);
			if (word == VERDICT_ABSENT || word == VERDICT_SKIPPED)
				continue;
			passes += word == VERDICT_PASS;
			defects += word == VERDICT_PASS ? missing(unit) : 1;
			if (word != VERDICT_PASS)
				printf("%s says %s of %s/%s: %s\n", unit->id, verdict_word(word),
					model_classes[c]->id, model_variants[v].name, reason);
		}
	if (!passes)
		printf("%s never passes on a correct model\n", unit->id);
	return defects + !passes;
}

/* Values, or medians' bounds, on the first model that the bench runs on. */
static const struct {
	enum fault fault;
	const char *bench, *metric;
	double least, most;
} known[] = {
	{FAULT_NONE, "wire.sound.playback", "drift", 0, 50},
	{FAULT_NONE, "wire.sound.playback", "early", 0, 0},
	{FAULT_NONE, "wire.sound.playback", "jitter", 0, 3 * MODEL_RELAX_NS},
	{FAULT_NONE, "wire.sound.playback", "latency_reported", 60e6, 80e6},
	{FAULT_NONE, "wire.sound.playback", "release_late", 0, 0},
	{FAULT_NONE, "wire.sound.capture", "early", 0, 0},
	{FAULT_NONE, "wire.sound.capture", "drift", 0, 50},
	{FAULT_SND_NO_PACE, "wire.sound.playback", "drift", 9e5, 1e6},
	{FAULT_SND_NO_PACE, "wire.sound.playback", "early", 1, 1000},
	{FAULT_SND_NO_PACE, "wire.sound.capture", "early", 1, 1000},
	{FAULT_SND_RELEASE_STOPPED_EARLY, "wire.sound.playback", "release_late", 32, 32},
	{FAULT_NONE, "wire.entropy.read", "time", MODEL_LATENCY_NS, MODEL_LATENCY_NS + 50000},
	{FAULT_NONE, "wire.entropy.read", "stall", MODEL_ACCESS_NS, MODEL_ACCESS_NS},
	{FAULT_NONE, "wire.gpu.transfer", "time", MODEL_LATENCY_NS, MODEL_LATENCY_NS + 50000},
	{FAULT_NONE, "wire.gpu.resource", "unref", MODEL_LATENCY_NS, MODEL_LATENCY_NS + 50000},
	{FAULT_NONE, "wire.gpu.frames", "time", MODEL_LATENCY_NS, MODEL_LATENCY_NS + 50000},
};

/* Its value, or the lowest and highest of a histogram. */
static bool within(const json_t *metric, double least, double most)
{
	const json_t *histogram = json_object_get(metric, "histogram");

	if (!histogram)
		return json_number_value(json_object_get(metric, "value")) >= least &&
		       json_number_value(json_object_get(metric, "value")) <= most;
	return json_number_value(json_object_get(histogram, "min")) >= least &&
	       json_number_value(json_object_get(histogram, "max")) <= most;
}

static unsigned look(size_t i)
{
	const struct unit *unit = unit_find(known[i].bench);
	char id[96], reason[512], *text;
	json_t *metric;
	size_t c = 0;

	while (c < model_class_count && !model_fits(unit, model_classes[c], &model_variants[0]))
		c++;
	model_fault_is(known[i].fault);
	measure(unit, reason);
	model_fault_is(FAULT_NONE);
	snprintf(id, sizeof(id), "%s.%s", known[i].bench, known[i].metric);
	metric = json_object_get(seen, id);
	if (metric && within(metric, known[i].least, known[i].most))
		return 0;
	text = json_dumps(metric, JSON_COMPACT);
	printf("%s with %s is not within %g and %g: %s\n", id, fault_rows[known[i].fault].name,
		known[i].least, known[i].most, text ? text : reason);
	free(text);
	return 1;
}

unsigned model_benches(const char *pattern)
{
	unsigned defects = 0;
	size_t count;
	const struct unit *const *units = units_all(&count);

	model_fault_is(FAULT_NONE);
	for (size_t i = 0; i < count; i++)
		if (unit_kind(units[i]) == UNIT_BENCH && units[i]->flags & UNIT_CLAIMS &&
			unit_matches(units[i], pattern))
			defects += run_on_all(units[i]);
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (unit_matches(unit_find(known[i].bench), pattern))
			defects += look(i);
	return defects;
}
