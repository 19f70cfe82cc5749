/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static const char *undefined(const struct snd_ctl_info *info)
{
	if (info->role > SND_CTL_ROLE_LAST || info->role == 1) /* UNDEFINED has no direction */
		return "role";
	if (info->type >= SND_CTL_TYPES)
		return "type";
	return info->access >> SND_CTL_ACCESS_BITS ? "access" : NULL;
}

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_ctl_info *controls = sound_all(job, &sound_controls, &count);

	expected(job, "role at most %d, type below %d, access of %d bits", SND_CTL_ROLE_LAST,
		SND_CTL_TYPES, SND_CTL_ACCESS_BITS);
	for (uint32_t i = 0; i < count; i++) {
		observed(job, "control %u: role %u, type %u, access 0x%x", i, controls[i].role,
			controls[i].type, controls[i].access);
		if (!undefined(&controls[i]))
			continue;
		fail(job, "the %s of control %u is not defined", undefined(&controls[i]), i);
		return;
	}
	pass(job);
}

CHECK(snd_ctl_defined) = {
	.id = "virtio.sound.control-defined",
	.title = "Control elements have no undefined role, type or access",
	.source = "VIRTIO 1.4, 5.14.6.10.1 Query information",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D012",
	.needs = NEEDS(&check_snd_ctl_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
