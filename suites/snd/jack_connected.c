/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_jack_info *jacks = sound_all(job, &sound_jacks, &count);

	expected(job, "connected is 0 or 1");
	for (uint32_t i = 0; i < count; i++) {
		observed(job, "jack %u: %u", i, jacks[i].connected);
		if (jacks[i].connected <= 1)
			continue;
		fail(job, "jack %u is neither connected nor disconnected: %u", i,
			jacks[i].connected);
		return;
	}
	pass(job);
}

CHECK(snd_jack_connected) = {
	.id = "virtio.sound.jack-connected",
	.title = "A jack is connected or not",
	.source = "VIRTIO 1.4, 5.14.6.4.1 VIRTIO_SND_R_JACK_INFO",
	.prose = "connected indicates the current jack connection status (1 - connected, "
		 "0 - disconnected)",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_jack_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
