/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_chmap_info *maps = sound_all(job, &sound_chmaps, &count);

	expected(job, "a direction of 0 or 1");
	for (uint32_t i = 0; i < count; i++) {
		observed(job, "channel map %u: direction %u", i, maps[i].direction);
		if (maps[i].direction <= SND_D_INPUT)
			continue;
		fail(job, "channel map %u has the undefined direction %u", i, maps[i].direction);
		return;
	}
	pass(job);
}

CHECK(snd_chmap_direction) = {
	.id = "virtio.sound.chmap-direction",
	.title = "Channel maps have no undefined direction",
	.source = "VIRTIO 1.4, 5.14.6.9.1 VIRTIO_SND_R_CHMAP_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D010",
	.needs = NEEDS(&check_snd_chmap_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
