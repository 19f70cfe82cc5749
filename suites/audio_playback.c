/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_stream.h"
#include "core/job.h"
#include "virtio/inventory.h"

#include <string.h>

#define DURATION_MS   500
#define ATTEMPTS      3 /* a busy host may cause an xrun */
#define TOLERANCE_PPM 10000

/* A rate is only judged where the pointer is steady enough to know it. */
static void judge_rate(struct job *job, const struct stream_run *run)
{
	double error = stream_rate_error_ppm(run), doubt = 3 * stream_rate_uncertainty_ppm(run);

	expected(job, "%u frames/s within 1 %%", run->spec->shape.rate);
	observed(job, "%.1f frames/s, standard error %.1f", fit_slope(&run->pointer),
		fit_slope_error(&run->pointer));
	if (error + doubt <= TOLERANCE_PPM)
		pass(job);
	else if (error - doubt > TOLERANCE_PPM)
		fail(job, "the stream runs %.2f %% away from real time", error / 1e4);
	else
		inconclusive(job, "the pointer's jitter hides whether the rate is right");
}

static void run(struct job *job)
{
	static struct stream_run stream;
	char node[64], complaint[STREAM_COMPLAINT_MAX];
	struct stream_spec spec = {
		.node = node,
		.direction = PCM_PLAYBACK,
		.shape = pcm_music,
		.duration_ms = DURATION_MS,
	};

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "%s has no playback stream", job->device->id);
		return;
	}
	if (strstr(job_setting_str(job, "audio.sources", ""), job->device->id)) {
		skipped(job, "what gives this device coded sound keeps no time");
		return;
	}
	for (unsigned attempt = 1; attempt <= ATTEMPTS; attempt++) {
		stream_measure(&stream, &spec);
		if (stream_clean(&stream)) {
			judge_rate(job, &stream);
			return;
		}
	}
	stream_complaint(&stream, complaint, sizeof(complaint));
	expected(job, "%d ms of playback without an xrun, once in %d attempts", DURATION_MS,
		ATTEMPTS);
	observed(job, "the last time: %s", complaint);
	fail(job, "48 kHz stereo S16_LE with 4 periods of 10 ms does not play clean: %s",
		complaint);
}

CHECK(audio_clean_playback) = {
	.id = "audio.clean-playback",
	.title = "48 kHz stereo S16 plays without an xrun and in real time",
	.source = "Linux PCM interface (sound/asound.h); VIRTIO 1.4 clause 5.14",
	.each = &sound_cards,
	.run = run,
};
