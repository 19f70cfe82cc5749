/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#include <string.h>

static bool same(const struct snd_ctl_info *a, const struct snd_ctl_info *b)
{
	return a->index == b->index && !strncmp(a->name, b->name, SND_CTL_NAME);
}

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_ctl_info *controls = sound_all(job, &sound_controls, &count);

	expected(job, "no two control elements of one name and index");
	for (uint32_t i = 1; i < count; i++)
		for (uint32_t j = 0; j < i; j++) {
			if (!same(&controls[i], &controls[j]))
				continue;
			observed(job, "'%.*s', index %u", SND_CTL_NAME, controls[i].name,
				controls[i].index);
			fail(job, "controls %u and %u have the same name and index", j, i);
			return;
		}
	observed(job, "%u control elements", count);
	pass(job);
}

CHECK(snd_ctl_unique) = {
	.id = "virtio.sound.control-unique",
	.title = "Name and index tell control elements apart",
	.source = "VIRTIO 1.4, 5.14.6.10.1 Query information",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D015",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
