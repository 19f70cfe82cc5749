/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#include <string.h>

static struct snd_pcm_info told(struct snd *s, uint32_t stream)
{
	struct snd_answer answer =
		snd_info(s, SND_R_PCM_INFO, stream, 1, sizeof(struct snd_pcm_info));
	struct snd_pcm_info info;

	snd_need_ok(s->v->job, answer.status, "PCM_INFO");
	memcpy(&info, answer.payload, sizeof(info));
	return info;
}

static void prepare(struct snd *s, const struct snd_pcm *pcm)
{
	snd_need_ok(s->v->job, snd_set_params(s, pcm->stream, &pcm->params), "PCM_SET_PARAMS");
	snd_need_ok(s->v->job, snd_stream(s, SND_R_PCM_PREPARE, pcm->stream), "PCM_PREPARE");
}

/* Prepared with the fewest channels, which is not all that it can do. */
static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, 10, 4), few = pcm;
	struct snd_pcm_info after;

	few.params.channels = pcm.info.channels_min;
	prepare(&s, &few);
	after = told(&s, pcm.stream);
	prepare(&s, &pcm); /* so that later checks find the stream as it was */
	expected(job, "formats 0x%llx, rates 0x%llx, channels %u to %u, as before",
		(unsigned long long)pcm.info.formats, (unsigned long long)pcm.info.rates,
		pcm.info.channels_min, pcm.info.channels_max);
	observed(job, "formats 0x%llx, rates 0x%llx, channels %u to %u",
		(unsigned long long)after.formats, (unsigned long long)after.rates,
		after.channels_min, after.channels_max);
	if (memcmp(&after, &pcm.info, sizeof(after)) != 0)
		fail(job, "what stream %u supports changes when it is prepared with %u channels",
			pcm.stream, few.params.channels);
	else
		pass(job);
}

CHECK(snd_pcm_constant) = {
	.id = "virtio.sound.pcm-info-constant",
	.title = "What a stream supports does not depend on what it was last set to",
	.source = "VIRTIO 1.4, 5.14.6.6.2 VIRTIO_SND_R_PCM_INFO",
	.prose = "channels_max indicates a maximum number of supported channels",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
