/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	static const uint32_t most[SND_CTL_TYPES] = {128, 128, 64, 128, 512, 1};
	uint32_t count;
	const struct snd_ctl_info *controls = sound_all(job, &sound_controls, &count);

	for (uint32_t i = 0; i < count; i++) {
		uint32_t limit = controls[i].type < SND_CTL_TYPES ? most[controls[i].type] : 512;

		expected(job, "control %u: 1 to %u values", i, limit);
		observed(job, "control %u: %u values of type %u", i, controls[i].count,
			controls[i].type);
		if (controls[i].count && controls[i].count <= limit)
			continue;
		fail(job, "control %u has %u values of type %u", i, controls[i].count,
			controls[i].type);
		return;
	}
	pass(job);
}

CHECK(snd_ctl_count) = {
	.id = "virtio.sound.control-count",
	.title = "Control elements have as many values as their type allows, and not none",
	.source = "VIRTIO 1.4, 5.14.6.10.1 Query information",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D013",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
