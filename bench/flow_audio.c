/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/flow.h"
#include "bench/pcm.h"
#include "core/must.h"
#include "virtio/inventory.h"

#include <errno.h>

#define PATIENCE_MS 2000

static void run(struct job *job)
{
	static const int16_t silence[MUSIC_FRAMES * MUSIC_PERIODS * 2];
	char node[64];
	struct pcm pcm;

	if (pcm_find(job->device->path, PCM_PLAYBACK, node, sizeof(node))) {
		absent(job, "the card plays nothing");
		return;
	}
	must(job, pcm_open(&pcm, node, PCM_PLAYBACK), "open");
	must(job, pcm_configure(&pcm, &pcm_music), "configure");
	must(job, pcm_prepare(&pcm), "prepare");
	must(job, pcm_write(&pcm, silence, MUSIC_FRAMES * MUSIC_PERIODS), "write");
	must(job, pcm_start(&pcm), "start");
	must(job, pcm_wait(&pcm, PATIENCE_MS), "waiting for the first period");
	flow_reached(job, "flow.guest.first_audio_period");
	pcm_drop(&pcm);
	pcm_close(&pcm);
}

static const struct metric_desc metrics[] = {
	{"flow.guest.first_audio_period", "ms", BETTER_LOWER,
		"from the kernel's start to the first period that a sound card played"},
	{0},
};

BENCH(flow_audio) = {
	.id = "flow.audio",
	.title = "When the first audio period was played after a start",
	.source = "Project Stratos: fast boot",
	.each = &sound_cards,
	.flags = UNIT_SLOW,
	.metrics = metrics,
	.run = run,
};
