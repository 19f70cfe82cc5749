/* SPDX-License-Identifier: Apache-2.0 */
#include "reports/truth.h"

#include "core/audio_code.h"
#include "core/audio_decode.h"
#include "core/clock.h"
#include "core/job.h"
#include "core/result.h"
#include "reports/wav.h"

#include <stdio.h>
#include <string.h>

#define UNIT "audio.truth"

/* One stream that the guest says it played. */
struct played {
	unsigned number; /* from 0 on */
	char conditions[256];
	uint64_t frames, xruns, failures;
	unsigned rate;
	size_t cut; /* bytes of sound that the sink's file lost after it was written */
};

static void conditions_text(const json_t *conditions, char *text, size_t size)
{
	const char *key;
	json_t *value;
	size_t used = 0;

	*text = '\0';
	json_object_foreach ((json_t *)conditions, key, value) {
		if (json_is_string(value))
			snprintf(text + used, size - used, "%s%s=%s", used ? " " : "", key,
				json_string_value(value));
		else
			snprintf(text + used, size - used, "%s%s=%g", used ? " " : "", key,
				json_number_value(value));
		used = strlen(text);
	}
}

/* The next value of that metric on that device from row `*row` on; false: no more. */
static bool next_metric(
	const json_t *result, const char *id, const char *device, size_t *row, const json_t **found)
{
	const json_t *metrics = json_object_get(result, "metrics");

	for (; *row < json_array_size(metrics); ++*row) {
		const json_t *metric = json_array_get(metrics, *row);
		const char *its_id = json_string_value(json_object_get(metric, "id"));
		const char *its_device = json_string_value(json_object_get(metric, "device"));

		if (its_id && its_device && !strcmp(its_id, id) && !strcmp(its_device, device)) {
			*found = metric;
			++*row;
			return true;
		}
	}
	return false;
}

static uint64_t value_of(const json_t *metric)
{
	return (uint64_t)json_number_value(json_object_get(metric, "value"));
}

/* `sent`: which of the guest's metrics counts the frames. */
static bool next_played(const json_t *result, const char *device, const char *sent, size_t row[3],
	struct played *played)
{
	const json_t *frames, *xruns, *failures, *conditions;

	if (!next_metric(result, sent, device, &row[0], &frames) ||
		!next_metric(result, UNIT ".xruns", device, &row[1], &xruns) ||
		!next_metric(result, UNIT ".failures", device, &row[2], &failures))
		return false;
	conditions = json_object_get(frames, "conditions");
	conditions_text(conditions, played->conditions, sizeof(played->conditions));
	played->frames = value_of(frames);
	played->xruns = value_of(xruns);
	played->failures = value_of(failures);
	played->rate = (unsigned)json_integer_value(json_object_get(conditions, "rate"));
	return true;
}

/* "stream 1 from 0.5120 s to 0.5220 s: 480 frames of silence" */
static void tell_event(struct fact_items *items, const struct audio_decoded *decoded,
	const struct audio_event *event, unsigned rate)
{
	double from = (double)(event->at - decoded->streams[event->stream].at) / rate;

	if (event->frames)
		fact_item(items, "stream %zu from %.4f s to %.4f s: %lu frames %s",
			event->stream + 1, from, from + (double)event->span / rate,
			(unsigned long)event->frames, audio_fault_word(event->fault));
	else
		fact_item(items, "stream %zu at %.4f s: gain %.3f, offset %.0f", event->stream + 1,
			from, event->gain.gain, event->gain.offset);
}

static void tell_events(struct job *job, const struct audio_decoded *decoded, unsigned rate)
{
	struct fact_items items = {0};

	for (size_t i = 0; i < decoded->event_count && i < AUDIO_EVENTS_MAX; i++)
		tell_event(&items, decoded, &decoded->events[i], rate);
	if (decoded->event_count > AUDIO_EVENTS_MAX)
		fact_item(&items, "and %zu more", decoded->event_count - (size_t)AUDIO_EVENTS_MAX);
	fact_list(job, &items, "%s.truth.events", job->device->id);
}

/* What the guest itself saw go wrong is not the sink's fault. */
static void judge_loss(struct job *job, const struct played *played)
{
	if (played->failures)
		inconclusive(job, "%s: the guest could not play it to its end", played->conditions);
	else if (played->xruns)
		inconclusive(job, "%s: the guest itself saw %lu xruns", played->conditions,
			(unsigned long)played->xruns);
	else if (played->cut)
		inconclusive(job,
			"%s: the sink's file is short: its header promises %zu more bytes of sound "
			"than there are (was it cut, or the disk full?)",
			played->conditions, played->cut);
	else
		fail(job, "%s: the sink did not receive what was played", played->conditions);
}

static void judge_stream(
	struct job *job, const struct played *played, const struct audio_stream_found *found)
{
	uint64_t faults[AUDIO_FAULTS], wrong = 0;
	char id[64];

	memcpy(faults, found->faults, sizeof(faults));
	if (found->end < played->frames)
		faults[AUDIO_LOST] += played->frames - found->end;
	for (int fault = 0; fault < AUDIO_FAULTS; fault++) {
		snprintf(id, sizeof(id), UNIT ".%s", audio_fault_word((enum audio_fault)fault));
		metric_value(job, id, played->conditions, (double)faults[fault]);
		wrong += faults[fault];
	}
	expected(job, "%lu frames, each once, in order and unchanged",
		(unsigned long)played->frames);
	observed(job, "%lu lost, %lu repeated, %lu reordered, %lu of silence, %lu altered",
		(unsigned long)faults[AUDIO_LOST], (unsigned long)faults[AUDIO_REPEATED],
		(unsigned long)faults[AUDIO_REORDERED], (unsigned long)faults[AUDIO_SILENCE],
		(unsigned long)faults[AUDIO_ALTERED]);
	if (wrong)
		judge_loss(job, played);
	else
		pass(job);
}

/* The stream found next, if its mark is that of the one played; else nothing arrived. */
static const struct audio_stream_found *take(
	const struct audio_decoded *decoded, size_t *next, const struct played *played)
{
	static const struct audio_stream_found nothing;
	const struct audio_stream_found *found =
		*next < decoded->count ? &decoded->streams[*next] : &nothing;
	bool its =
		found->mark == played->number % AUDIO_CODE_MARKS || found->mark == AUDIO_CODE_MARKS;

	if (!its)
		return &nothing;
	*next += *next < decoded->count;
	return found;
}

/* The last stream may end early: how much is held back is a metric, not a fault. */
static void judge_last(
	struct job *job, struct played *played, const struct audio_stream_found *found)
{
	uint64_t held = found->end < played->frames ? played->frames - found->end : 0;

	metric_value(job, UNIT ".held", played->conditions, (double)held);
}

static void judge_played(struct job *job, const struct wav *wav, const struct played *played,
	const struct audio_stream_found *found)
{
	if (played->rate == wav->rate)
		judge_stream(job, played, found);
	else
		inconclusive(job, "%s: the sink records at %u Hz: its frames are not the guest's",
			played->conditions, wav->rate);
}

static bool is_spoiled(const struct played *played)
{
	return played->xruns || played->failures;
}

/* The guest plays again what it could not play whole; only the last attempt counts. */
static void judge(struct job *job, const json_t *result, const struct wav *wav)
{
	const char *device = job->device->id;
	struct audio_decoded decoded;
	struct played played = {.cut = wav->missing}, spoiled = {0};
	size_t row[3] = {0}, next = 0;

	audio_decode(&decoded, wav->frames, wav->count);
	tell_events(job, &decoded, wav->rate);
	for (; next_played(result, device, UNIT ".sent", row, &played); played.number++) {
		const struct audio_stream_found *found = take(&decoded, &next, &played);

		if (is_spoiled(&spoiled) && strcmp(spoiled.conditions, played.conditions))
			judge_loss(job, &spoiled);
		spoiled = (struct played){0};
		if (is_spoiled(&played))
			spoiled = played;
		else
			judge_played(job, wav, &played, found);
	}
	if (is_spoiled(&spoiled))
		judge_loss(job, &spoiled);
	row[0] = 0;
	if (next_played(result, device, UNIT ".sent_last", row, &played) &&
		played.rate == wav->rate && !played.failures)
		judge_last(job, &played, take(&decoded, &next, &played));
	audio_decode_free(&decoded);
}

/* As a job's emit: the reference goes to the result. */
static void into_result(void *to, json_t *event)
{
	result_add_event(to, event);
}

static bool waits_for_host(const json_t *result, const char *device)
{
	const json_t *verdict = result_verdict(result, UNIT, device);
	const char *word = json_string_value(json_object_get(verdict, "word"));

	return word && !strcmp(word, verdict_word(VERDICT_UNOBSERVABLE));
}

void truth_from_sink(json_t *result, const char *class, const char *device, const char *file)
{
	const struct unit *unit = unit_find(UNIT);
	struct device card = {0};
	struct message msg = {0};
	uint64_t start = clock_ns();
	struct job job;
	struct wav wav;

	if (strcmp(class, "sound") || !waits_for_host(result, device))
		return;
	snprintf(card.id, sizeof(card.id), "%s", device);
	job_begin(&job, unit, &card, NULL, into_result, result);
	if (wav_read(&wav, file, &msg)) {
		inconclusive(&job,
			"the hypervisor's sink cannot be read: %s (see what the hypervisor said, "
			"and the sound device's \"sink\" in the recipe)",
			msg.text);
	} else {
		judge(&job, result, &wav);
		wav_free(&wav);
	}
	job_end(&job, clock_ns() - start);
}
