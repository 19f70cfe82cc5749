/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_coded.h"
#include "bench/audio_shapes.h"
#include "bench/audio_stream.h"
#include "core/clock.h"
#include "core/job.h"
#include "virtio/inventory.h"

#include <string.h>

#define ATTEMPTS 8
#define FLUSH_MS 100
/* After which nothing more of a stream is expected to leave the hypervisor by itself. */
#define HELD_NS 300000000u

/*
 * The guest's half: it plays sound whose every frame says which one it is, and records
 * what it played. What arrived stands in the file that the hypervisor's sink wrote; the
 * host reads it after the run (reports/truth_audio.c) and replaces the verdict.
 */

struct player {
	struct job *job;
	const char *node;
	unsigned streams; /* so far */
	struct fact_items failures;
	struct stream_run run;
};

/* One coded stream in that shape. `sent`: the metric that says how long it is. */
static void play_once(struct player *player, const struct pcm_shape *shape, const char *sent)
{
	struct job *job = player->job;
	struct stream_run *run = &player->run;
	struct stream_spec spec = {
		.node = player->node,
		.direction = PCM_PLAYBACK,
		.shape = *shape,
		.duration_ms = (unsigned)job_setting(job, "audio.truth_ms", 1000),
		.source = audio_coded_source,
		.stream = player->streams++,
		.drain = true,
	};
	char conditions[256], complaint[STREAM_COMPLAINT_MAX];

	stream_measure(run, &spec);
	stream_conditions(shape, conditions, sizeof(conditions));
	if (run->error) {
		stream_complaint(run, complaint, sizeof(complaint));
		fact_item(&player->failures, "%s: %s", conditions, complaint);
	}
	metric_value(job, sent, conditions, (double)run->moved);
	metric_value(job, "audio.truth.xruns", conditions, run->xruns);
	metric_value(job, "audio.truth.failures", conditions, run->error ? 1 : 0);
}

/* A busy host may cause an xrun, or keep a stream from starting: once more. */
static void play(struct player *player, const struct pcm_shape *shape, const char *sent)
{
	for (unsigned attempt = 1; attempt <= ATTEMPTS; attempt++) {
		play_once(player, shape, sent);
		if (!player->run.xruns && !player->run.error)
			break;
	}
}

/* What a hypervisor holds back of one stream it gives out when the next one comes. */
static void flush(struct player *player, const struct pcm_shape *shape)
{
	struct stream_spec silence = {
		.node = player->node,
		.direction = PCM_PLAYBACK,
		.shape = *shape,
		.duration_ms = FLUSH_MS,
		.drain = true,
	};

	stream_measure(&player->run, &silence);
}

static void run(struct job *job)
{
	static struct pcm_shape shapes[AUDIO_SHAPES_MAX];
	static struct player player;
	size_t count = audio_shapes(job, "480 960", shapes, AUDIO_SHAPES_MAX);
	const struct pcm_shape *last = NULL;
	static char node[64];

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "%s has no playback stream", job->device->id);
		return;
	}
	if (!strstr(job_setting_str(job, "audio.sinks", ""), job->device->id)) {
		unobservable(job, "no guest can hear: give the sound device a \"sink\" in the "
				  "machine definition, and the host compares what it wrote");
		return;
	}
	player.job = job;
	player.node = node;
	for (size_t i = 0; i < count; i++) {
		if (shapes[i].channels != 2)
			continue; /* the code needs two */
		last = &shapes[i];
		play(&player, last, "audio.truth.sent");
	}
	if (!last) {
		skipped(job, "the plan's setting audio.channels does not name 2");
		return;
	}
	flush(&player, last);
	play_once(&player, last, "audio.truth.sent_last");
	clock_sleep_ns(HELD_NS);
	fact_list(job, &player.failures, "%s.truth.failures", job->device->id);
	unobservable(job, "the host has not compared what the sink wrote with what was played");
}

static const struct fact_desc facts[] = {
	{"virtio.sound[].truth.failures", FACT_LIST, NULL, "shapes that could not be played"},
	{"virtio.sound[].truth.events", FACT_LIST, NULL,
		"what went wrong on the way to the sink, and when"},
	{0},
};

static const struct metric_desc metrics[] = {
	{"audio.truth.sent", "frames", BETTER_HIGHER, "frames the guest played"},
	{"audio.truth.sent_last", "frames", BETTER_HIGHER,
		"frames the guest played in a stream that nothing followed"},
	{"audio.truth.xruns", "count", BETTER_LOWER, "xruns the guest saw while it played"},
	{"audio.truth.failures", "count", BETTER_LOWER,
		"streams that the guest could not play to their end"},
	{"audio.truth.lost", "frames", BETTER_LOWER, "frames that never arrived"},
	{"audio.truth.repeated", "frames", BETTER_LOWER, "frames that arrived more than once"},
	{"audio.truth.reordered", "frames", BETTER_LOWER, "frames that arrived after later ones"},
	{"audio.truth.silence", "frames", BETTER_LOWER, "silence inserted between frames"},
	{"audio.truth.altered", "frames", BETTER_LOWER,
		"frames that arrived with another value, or that nobody played"},
	{"audio.truth.held", "frames", BETTER_LOWER,
		"the end of a stream that had not left the hypervisor 300 ms after it was "
		"drained, nothing following"},
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
