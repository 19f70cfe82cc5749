/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_coded.h"
#include "bench/audio_shapes.h"
#include "bench/audio_stream.h"
#include "core/job.h"
#include "virtio/inventory.h"

/*
 * The guest's half: it plays sound whose every frame says which one it is, and records
 * what it played. What arrived stands in the file that the hypervisor's sink wrote; the
 * host reads it after the run (reports/audio_truth.c) and replaces the verdict.
 */

static void play(struct job *job, const char *node, const struct pcm_shape *shape)
{
	static struct stream_run stream;
	struct stream_spec spec = {
		.node = node,
		.direction = PCM_PLAYBACK,
		.shape = *shape,
		.duration_ms = (unsigned)job_setting(job, "audio.truth_ms", 1000),
		.source = audio_coded_source,
		.drain = true,
	};
	char conditions[256], complaint[80];

	stream_measure(&stream, &spec);
	stream_conditions(shape, conditions, sizeof(conditions));
	if (stream.error) {
		stream_complaint(&stream, complaint, sizeof(complaint));
		inconclusive(job, "%s: %s", conditions, complaint);
	}
	if (!stream.moved)
		return;
	metric_value(job, "audio.truth.sent", conditions, (double)stream.moved);
	metric_value(job, "audio.truth.xruns", conditions, stream.xruns);
}

static void run(struct job *job)
{
	static struct pcm_shape shapes[AUDIO_SHAPES_MAX];
	size_t count = audio_shapes(job, "240 480", shapes, AUDIO_SHAPES_MAX);
	char node[64];

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "%s has no playback stream", job->device->id);
		return;
	}
	for (size_t i = 0; i < count; i++)
		if (shapes[i].channels == 2)
			play(job, node, &shapes[i]);
	unobservable(job, "no guest can hear: give the sound device a \"sink\" in the machine "
			  "definition, and the host compares what it wrote");
}

static const struct fact_desc facts[] = {
	{"virtio.sound[].truth.gaps", FACT_LIST, NULL,
		"silence in the middle of what was played: when and how long"},
	{"virtio.sound[].truth.gains", FACT_LIST, NULL, "changes of gain: when and to what"},
	{0},
};

static const struct metric_desc metrics[] = {
	{"audio.truth.sent", "frames", BETTER_HIGHER, "frames the guest played"},
	{"audio.truth.xruns", "count", BETTER_LOWER, "xruns the guest saw while it played"},
	{"audio.truth.lost", "frames", BETTER_LOWER, "frames that never arrived"},
	{"audio.truth.repeated", "frames", BETTER_LOWER, "frames that arrived more than once"},
	{"audio.truth.reordered", "frames", BETTER_LOWER, "frames that arrived after later ones"},
	{"audio.truth.silence", "frames", BETTER_LOWER, "silence inserted between frames"},
	{"audio.truth.altered", "frames", BETTER_LOWER,
		"frames that arrived with another value, or that nobody played"},
	{0},
};

CHECK(audio_truth) = {
	.id = "audio.truth",
	.title = "What the guest plays is what the hypervisor's sink receives, frame by frame",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.unseen = "what a loudspeaker makes of it",
	.each = &sound_cards,
	.timeout_ms = 60000,
	.facts = facts,
	.metrics = metrics,
	.run = run,
};
