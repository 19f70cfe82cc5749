/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_stream.h"
#include "bench/fifo.h"
#include "bench/isolation.h"
#include "virtio/inventory.h"

#define MS 1000000u

static void measure(struct job *job, uint64_t duration_ns, struct isolation_sample *sample)
{
	static struct stream_run stream;
	char node[64], complaint[STREAM_COMPLAINT_MAX];
	struct stream_spec spec = {
		.node = node,
		.direction = PCM_PLAYBACK,
		.shape = pcm_music,
		.duration_ms = (unsigned)(duration_ns / MS),
	};

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "%s has no playback stream", job->device->id);
		job_stop(job);
	}
	fifo_enter();
	stream_measure(&stream, &spec);
	hist_merge(&sample->latency, &stream.jitter);
	sample->mishaps += stream.xruns;
	sample->backwards += stream.backwards;
	if (stream.error) {
		stream_complaint(&stream, complaint, sizeof(complaint));
		inconclusive(job, "the music stopped (%s): %s", sample->beside, complaint);
	}
}

static const struct metric_desc metrics[] = {
	ISOLATION_METRICS("isolation.audio",
		"how far the time between two period wake-ups is from one period"),
	{"isolation.audio.extra_xruns", "count", BETTER_LOWER,
		"xruns under the load beyond those alone"},
	{0},
};

static const struct isolation_victim victim = {
	.same = "audio",
	.mishap = "extra_xruns",
	.measure = measure,
};

BENCH(isolation_audio) = {
	.id = "isolation.audio",
	.title = "Whether loads in the guest disturb music",
	.source = "Linux PCM interface (sound/asound.h), 48 kHz stereo, 4 periods of 10 ms",
	.each = &sound_cards,
	.flags = UNIT_SLOW,
	.timeout_ms = 600000,
	.metrics = metrics,
	.run = isolation_run,
	.data = &victim,
};
