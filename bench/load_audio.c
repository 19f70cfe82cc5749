/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/audio_coded.h"
#include "bench/load.h"
#include "virtio/inventory.h"

#define HOUR_MS 3600000

static void run(struct job *job, void (*ready)(void))
{
	static struct stream_run stream;
	struct device card;
	char node[64], complaint[STREAM_COMPLAINT_MAX];
	struct stream_spec music = {
		.node = node,
		.direction = PCM_PLAYBACK,
		.shape = pcm_music,
		.source = audio_coded_source,
	};

	if (!sound_cards.find(&card, 1) || pcm_find(card.path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "no sound card that plays");
		return;
	}
	stream_measure(&stream, &music); /* it can play at all: a moment of it */
	if (stream.error) {
		stream_complaint(&stream, complaint, sizeof(complaint));
		inconclusive(job, "the sound card does not play: %s", complaint);
		return;
	}
	ready();
	do {
		music.duration_ms = HOUR_MS;
		stream_measure(&stream, &music);
	} while (!stream.error);
	stream_complaint(&stream, complaint, sizeof(complaint));
	inconclusive(job, "the music stopped: %s", complaint);
}

const struct load load_audio = {
	.name = "audio",
	.title = "music: a stream of 48 kHz stereo in periods of 10 ms",
	.run = run,
};
