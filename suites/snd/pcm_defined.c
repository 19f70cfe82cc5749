/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static bool defined(struct job *job, const struct snd_pcm_info *info, unsigned stream)
{
	if (!sound_bits(job, info->features, SND_PCM_FEATURES, "features of stream %u", stream) ||
		!sound_bits(job, info->formats, SND_PCM_FORMATS, "formats of stream %u", stream) ||
		!sound_bits(job, info->rates, SND_PCM_RATES, "rates of stream %u", stream))
		return false;
	expected(job, "a direction of 0 or 1");
	observed(job, "stream %u: direction %u", stream, info->direction);
	if (info->direction <= SND_D_INPUT)
		return true;
	fail(job, "stream %u has the undefined direction %u", stream, info->direction);
	return false;
}

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_pcm_info *streams = sound_all(job, &sound_streams, &count);

	for (uint32_t i = 0; i < count; i++)
		if (!defined(job, &streams[i], i))
			return;
	pass(job);
}

CHECK(snd_pcm_defined) = {
	.id = "virtio.sound.pcm-defined",
	.title = "Streams have no undefined features, formats, rates or directions",
	.source = "VIRTIO 1.4, 5.14.6.6.2 VIRTIO_SND_R_PCM_INFO",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D003",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
