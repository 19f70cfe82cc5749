/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_chmap_info *maps = sound_all(job, &sound_chmaps, &count);

	expected(job, "at most %d channels", SND_CHMAP_MAX_SIZE);
	for (uint32_t i = 0; i < count; i++) {
		observed(job, "channel map %u: %u channels", i, maps[i].channels);
		if (maps[i].channels <= SND_CHMAP_MAX_SIZE)
			continue;
		fail(job, "channel map %u has %u channels", i, maps[i].channels);
		return;
	}
	pass(job);
}

CHECK(snd_chmap_channels) = {
	.id = "virtio.sound.chmap-channels",
	.title = "Channel maps have at most 18 channels",
	.source = "VIRTIO 1.4, 5.14.6.9.1 VIRTIO_SND_R_CHMAP_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D011",
	.needs = NEEDS(&check_snd_chmap_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
