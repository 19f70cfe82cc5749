/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static const char *unusable(const struct snd_pcm_info *info)
{
	if (!info->formats)
		return "no format";
	if (!info->rates)
		return "no rate";
	if (!info->channels_max)
		return "no channel";
	return info->channels_min > info->channels_max ? "channels_min above channels_max" : NULL;
}

static void run(struct job *job)
{
	uint32_t count;
	const struct snd_pcm_info *streams = sound_all(job, &sound_streams, &count);

	expected(job, "a format, a rate, and channels_min of at most channels_max");
	for (uint32_t i = 0; i < count; i++) {
		observed(job, "stream %u: formats 0x%llx, rates 0x%llx, channels %u to %u", i,
			(unsigned long long)streams[i].formats,
			(unsigned long long)streams[i].rates, streams[i].channels_min,
			streams[i].channels_max);
		if (!unusable(&streams[i]))
			continue;
		fail(job, "stream %u cannot be set to anything: %s", i, unusable(&streams[i]));
		return;
	}
	pass(job);
}

CHECK(snd_pcm_usable) = {
	.id = "virtio.sound.pcm-usable",
	.title = "Each stream offers a format, a rate and a number of channels",
	.source = "VIRTIO 1.4, 5.14.6.6.2 VIRTIO_SND_R_PCM_INFO",
	.prose = "the fields indicate the supported formats and rates, and the minimum and "
		 "maximum number of supported channels",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
