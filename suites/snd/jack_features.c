/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_jack_info *jacks = sound_all(job, &sound_jacks, &count);

	for (uint32_t i = 0; i < count; i++)
		if (!sound_bits(
			    job, jacks[i].features, SND_JACK_FEATURES, "features of jack %u", i))
			return;
	pass(job);
}

CHECK(snd_jack_features) = {
	.id = "virtio.sound.jack-features",
	.title = "Jacks have no undefined features",
	.source = "VIRTIO 1.4, 5.14.6.4.1 VIRTIO_SND_R_JACK_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D001",
	.needs = NEEDS(&check_snd_jack_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
