/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_pcm_info *streams = sound_all(job, &sound_streams, &count);

	for (uint32_t i = 0; i < count; i++)
		if (!sound_padding(
			    job, streams[i].padding, sizeof(streams[i].padding), "stream %u", i))
			return;
	pass(job);
}

CHECK(snd_pcm_padding) = {
	.id = "virtio.sound.pcm-padding",
	.title = "The padding of stream information is 0",
	.source = "VIRTIO 1.4, 5.14.6.6.2 VIRTIO_SND_R_PCM_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D004",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
