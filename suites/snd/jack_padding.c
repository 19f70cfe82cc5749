/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_jack_info *jacks = sound_all(job, &sound_jacks, &count);

	for (uint32_t i = 0; i < count; i++)
		if (!sound_padding(job, jacks[i].padding, sizeof(jacks[i].padding), "jack %u", i))
			return;
	pass(job);
}

CHECK(snd_jack_padding) = {
	.id = "virtio.sound.jack-padding",
	.title = "The padding of jack information is 0",
	.source = "VIRTIO 1.4, 5.14.6.4.1 VIRTIO_SND_R_JACK_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D002",
	.needs = NEEDS(&check_snd_jack_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
