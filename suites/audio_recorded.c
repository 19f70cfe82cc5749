/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/audio_recorded.h"

#include "bench/audio_stream.h"
#include "core/ask.h"
#include "core/audio_code.h"
#include "core/audio_decode.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <stdio.h>
#include <string.h>

#define ANSWER_MS 5000
#define SILENCE	  "silence"
#define CODE	  "code"
#define RATE	  48000u
#define ROOM_S	  60u
#define ATTEMPTS  3
/*
 * 320 ms. A host that stalls for longer than the whole buffer fills it at once, and Linux,
 * which knows a pointer only modulo the buffer, then sees no progress at all: -ETIMEDOUT.
 */
#define PERIODS 16

void recorded_take(void *to, const void *frames, uint64_t first, size_t count)
{
	struct recorded *recorded = to;
	size_t room = first < recorded->room ? recorded->room - first : 0;
	size_t taken = count < room ? count : room;

	memcpy(recorded->frames + first, frames, taken * sizeof(*recorded->frames));
	if (taken)
		recorded->count = first + taken;
}

void recorded_judge_silence(struct job *job, const struct recorded *recorded)
{
	size_t loud = 0, first = 0;

	for (size_t i = 0; i < recorded->count; i++)
		if (recorded->frames[i][0] || recorded->frames[i][1])
			first = loud++ ? first : i;
	metric_value(job, "audio.recorded.loud", "", (double)loud);
	expected(job, "%zu frames of silence", recorded->count);
	if (loud) {
		observed(job, "%zu that are not, the first is frame %zu: %d, %d", loud, first,
			recorded->frames[first][0], recorded->frames[first][1]);
		fail(job, "the source is silent, what was recorded is not: memory of something "
			  "else, or a sound of somebody else");
	} else {
		pass(job);
	}
}

/* "0.5120 s: 480 frames silence" */
static void tell_events(struct job *job, const struct audio_decoded *decoded)
{
	struct fact_items items = {0};

	for (size_t i = 0; i < decoded->event_count && i < AUDIO_EVENTS_MAX; i++) {
		const struct audio_event *event = &decoded->events[i];

		if (event->fault != AUDIO_LOST || event->at > decoded->streams[event->stream].at)
			fact_item(&items, "%.4f s: %lu frames %s", (double)event->at / RATE,
				(unsigned long)event->frames, audio_fault_word(event->fault));
	}
	fact_list(job, &items, "%s.recorded.events", job->device->id);
}

void recorded_judge_code(struct job *job, const struct recorded *recorded)
{
	struct audio_decoded decoded;
	uint64_t faults[AUDIO_FAULTS] = {0}, wrong = 0, right = 0;
	char id[64];

	audio_decode(&decoded, recorded->frames, recorded->count);
	for (size_t i = 0; i < decoded.count; i++) {
		const struct audio_stream_found *stream = &decoded.streams[i];

		for (int fault = 0; fault < AUDIO_FAULTS; fault++)
			faults[fault] += stream->faults[fault];
		faults[AUDIO_LOST] -= stream->first; /* before anybody listened */
		right += stream->unique;
	}
	faults[AUDIO_ALTERED] += decoded.foreign;
	for (int fault = 0; fault < AUDIO_FAULTS; fault++) {
		snprintf(id, sizeof(id), "audio.recorded.%s",
			audio_fault_word((enum audio_fault)fault));
		metric_value(job, id, "", (double)faults[fault]);
		wrong += faults[fault];
	}
	tell_events(job, &decoded);
	expected(job, "coded frames, each once, in order and unchanged");
	observed(job,
		"%lu coded frames in %zu stretches; %lu lost, %lu repeated, %lu reordered, %lu of "
		"silence, %lu altered",
		(unsigned long)right, decoded.count, (unsigned long)faults[AUDIO_LOST],
		(unsigned long)faults[AUDIO_REPEATED], (unsigned long)faults[AUDIO_REORDERED],
		(unsigned long)faults[AUDIO_SILENCE], (unsigned long)faults[AUDIO_ALTERED]);
	audio_decode_free(&decoded);
	if (!right)
		fail(job, "nothing of what the source gives was recorded");
	else if (wrong || decoded.count > 1)
		fail(job, "what was recorded is not what the source gives");
	else
		pass(job);
}

/* What the recipe, or the machine that boot made, says of this device's source. */
static bool source_of(struct job *job, struct answer *source)
{
	if (strstr(job_setting_str(job, "audio.sources", ""), job->device->id)) {
		snprintf(source->text, sizeof(source->text), CODE);
		return true;
	}
	return !ask_host(job, source, ANSWER_MS, "sound-source", "device=%s", job->device->id);
}

static void judge(struct job *job, const struct recorded *recorded, const struct stream_run *stream)
{
	struct answer source;
	char complaint[STREAM_COMPLAINT_MAX];

	stream_complaint(stream, complaint, sizeof(complaint));

	if (!source_of(job, &source))
		unobservable(job, "nobody knows what the host's source gave: %s", source.text);
	else if (!strcmp(source.text, SILENCE))
		recorded_judge_silence(job, recorded);
	else if (!strcmp(source.text, CODE) && stream->xruns)
		inconclusive(job, "the guest itself lost frames: %s", complaint);
	else if (!strcmp(source.text, CODE))
		recorded_judge_code(job, recorded);
	else
		unobservable(job, "the host's source gives '%s', which this check does not know",
			source.text);
}

static void run(struct job *job)
{
	static struct stream_run stream;
	struct recorded recorded = {.room = RATE * ROOM_S};
	char node[64], complaint[STREAM_COMPLAINT_MAX];
	struct stream_spec spec = {
		.node = node,
		.direction = PCM_CAPTURE,
		.shape =
			{
				.rate = RATE,
				.channels = 2,
				.format = SNDRV_PCM_FORMAT_S16_LE,
				.period_frames = 960,
				.periods = PERIODS,
			},
		.duration_ms = (unsigned)job_setting(job, "audio.recorded_ms", 500),
		.sink = recorded_take,
		.sink_to = &recorded,
	};

	if (pcm_find(job->device->path, PCM_CAPTURE, node, sizeof(node))) {
		absent(job, "%s has no capture stream", job->device->id);
		return;
	}
	if (strstr(job_setting_str(job, "audio.sinks", ""), job->device->id)) {
		unobservable(job, "a device whose output is written to a file has no source");
		return;
	}
	recorded.frames = must_alloc(job, recorded.room * sizeof(*recorded.frames));
	for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
		recorded.count = 0;
		stream_measure(&stream, &spec);
		if (recorded.count && !stream.xruns)
			break;
	}
	metric_value(job, "audio.recorded.frames", "", (double)recorded.count);
	metric_value(job, "audio.recorded.xruns", "", stream.xruns);
	stream_complaint(&stream, complaint, sizeof(complaint));
	if (!recorded.count)
		inconclusive(job, "nothing could be recorded: %s", complaint);
	else
		judge(job, &recorded, &stream);
}

static const struct fact_desc facts[] = {
	{"virtio.sound[].recorded.events", FACT_LIST, NULL,
		"what went wrong on the way from the source, and when"},
	{0},
};

static const struct metric_desc metrics[] = {
	{"audio.recorded.frames", "frames", BETTER_HIGHER, "frames that were recorded"},
	{"audio.recorded.xruns", "count", BETTER_LOWER, "xruns the guest saw while it recorded"},
	{"audio.recorded.loud", "frames", BETTER_LOWER,
		"of a silent source: those that are not silence"},
	{"audio.recorded.lost", "frames", BETTER_LOWER,
		"of a source of coded sound: frames that never arrived"},
	{"audio.recorded.repeated", "frames", BETTER_LOWER, "frames that arrived more than once"},
	{"audio.recorded.reordered", "frames", BETTER_LOWER,
		"frames that arrived after later ones"},
	{"audio.recorded.silence", "frames", BETTER_LOWER, "silence inserted between frames"},
	{"audio.recorded.altered", "frames", BETTER_LOWER,
		"frames that arrived with another value"},
	{0},
};

CHECK(audio_recorded) = {
	.id = "audio.recorded",
	.title = "What the guest records is what the hypervisor's source gives",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.unseen = "a device that leaves silence in a buffer instead of writing silence into it, "
		  "and the order of frames, where the source is silent",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.facts = facts,
	.metrics = metrics,
	.run = run,
};
