/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_chmap_info *maps = sound_all(job, &sound_chmaps, &count);

	expected(job, "positions below %d", SND_CHMAP_POSITIONS);
	for (uint32_t i = 0; i < count; i++)
		for (unsigned c = 0; c < maps[i].channels && c < SND_CHMAP_MAX_SIZE; c++) {
			observed(job, "channel map %u: channel %u is at %u", i, c,
				maps[i].positions[c]);
			if (maps[i].positions[c] < SND_CHMAP_POSITIONS)
				continue;
			fail(job, "channel %u of map %u is at the undefined position %u", c, i,
				maps[i].positions[c]);
			return;
		}
	pass(job);
}

CHECK(snd_chmap_positions) = {
	.id = "virtio.sound.chmap-positions",
	.title = "Channel maps name standard positions",
	.source = "VIRTIO 1.4, 5.14.6.9.1 VIRTIO_SND_R_CHMAP_INFO",
	.prose = "positions indicates channel position values (VIRTIO_SND_CHMAP_*)",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_chmap_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
