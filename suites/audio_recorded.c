/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/audio_recorded.h"

#include "bench/audio_stream.h"
#include "core/ask.h"
#include "core/job.h"
#include "virtio/inventory.h"

#include <stdio.h>
#include <string.h>

#define ANSWER_MS 5000
#define SILENCE	  "silence"
#define ATTEMPTS  3
/*
 * 320 ms. A host that stalls for longer than the whole buffer fills it at once, and Linux,
 * which knows a pointer only modulo the buffer, then sees no progress at all: -ETIMEDOUT.
 */
#define PERIODS 16

void recorded_take(void *to, const void *frames, uint64_t first, size_t count)
{
	struct recorded *recorded = to;
	const int16_t(*frame)[2] = frames;

	for (size_t i = 0; i < count; i++) {
		if (!frame[i][0] && !frame[i][1])
			continue;
		if (!recorded->loud++) {
			recorded->first = first + i;
			memcpy(recorded->value, frame[i], sizeof(recorded->value));
		}
	}
	recorded->frames += count;
}

static void judge(struct job *job, const struct recorded *recorded)
{
	expected(job, "%llu frames of silence", (unsigned long long)recorded->frames);
	if (recorded->loud) {
		observed(job, "%llu that are not, the first is frame %llu: %d, %d",
			(unsigned long long)recorded->loud, (unsigned long long)recorded->first,
			recorded->value[0], recorded->value[1]);
		fail(job, "the source is silent, what was recorded is not: memory of something "
			  "else, or a sound of somebody else");
	} else {
		pass(job);
	}
}

static void run(struct job *job)
{
	static struct stream_run stream;
	struct recorded recorded = {0};
	struct answer source;
	char node[64], complaint[80];
	struct stream_spec spec = {
		.node = node,
		.direction = PCM_CAPTURE,
		.shape =
			{
				.rate = 48000,
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
	for (unsigned attempt = 0; attempt < ATTEMPTS && !recorded.frames; attempt++)
		stream_measure(&stream, &spec);
	metric_value(job, "audio.recorded.frames", "", (double)recorded.frames);
	metric_value(job, "audio.recorded.loud", "", (double)recorded.loud);
	if (!recorded.frames) {
		stream_complaint(&stream, complaint, sizeof(complaint));
		inconclusive(job, "nothing could be recorded: %s", complaint);
	} else if (ask_host(
			   job, &source, ANSWER_MS, "sound-source", "device=%s", job->device->id)) {
		unobservable(job, "nobody knows what the host's source gave: %s", source.text);
	} else if (strcmp(source.text, SILENCE)) {
		unobservable(job, "the host's source gives '%s', which this check does not know",
			source.text);
	} else {
		judge(job, &recorded);
	}
}

static const struct metric_desc metrics[] = {
	{"audio.recorded.frames", "frames", BETTER_HIGHER, "frames that were recorded"},
	{"audio.recorded.loud", "frames", BETTER_LOWER, "those that are not silence"},
	{0},
};

CHECK(audio_recorded) = {
	.id = "audio.recorded",
	.title = "What the guest records is what the hypervisor's source gives",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.unseen = "a device that leaves silence in a buffer instead of writing silence into it; "
		  "the order of frames, as the source is silent",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
