/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

/* Makes one parameter such that the stream does not offer it; false if all are offered. */
typedef bool spoil(struct snd_pcm *pcm);

static bool not_offered(uint64_t mask, unsigned count, uint8_t *value)
{
	for (unsigned i = 0; i < count; i++)
		if (!(mask & 1ull << i)) {
			*value = (uint8_t)i;
			return true;
		}
	return false;
}

static bool spoil_format(struct snd_pcm *pcm)
{
	return not_offered(pcm->info.formats, SND_PCM_FORMATS, &pcm->params.format);
}

static bool spoil_rate(struct snd_pcm *pcm)
{
	return not_offered(pcm->info.rates, SND_PCM_RATES, &pcm->params.rate);
}

static bool spoil_channels(struct snd_pcm *pcm)
{
	pcm->params.channels = (uint8_t)(pcm->info.channels_max + 1);
	return pcm->info.channels_max < 255;
}

static bool spoil_period(struct snd_pcm *pcm)
{
	pcm->params.period_bytes += pcm->frame_bytes;
	return pcm->params.buffer_bytes % pcm->params.period_bytes != 0;
}

struct parameter {
	spoil *make;
	const char *what;
};

static void run(struct job *job)
{
	const struct parameter *p = job->unit->data;
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm;
	uint32_t status;

	if (!snd_find(&s, SND_D_OUTPUT, 10, 4, &pcm) || !p->make(&pcm)) {
		absent(job, "no output stream lacks anything of that kind");
		return;
	}
	status = snd_set_params(&s, pcm.stream, &pcm.params);
	expected(job, "%s: BAD_MSG or NOT_SUPP", p->what);
	observed(job, "format %u, rate %u, %u channels, %u of %u bytes: %s", pcm.params.format,
		pcm.params.rate, pcm.params.channels, pcm.params.period_bytes,
		pcm.params.buffer_bytes, snd_status_word(status));
	if (status == SND_S_BAD_MSG || status == SND_S_NOT_SUPP)
		pass(job);
	else
		fail(job, "%s is answered %s", p->what, snd_status_word(status));
}

/* NOLINTNEXTLINE(bugprone-macro-parentheses): `name` becomes a name */
#define PARAMETER(name, word, make, what)                                                          \
	static const struct parameter name = {make, what};                                         \
	CHECK(snd_params_##name) = {                                                               \
		.id = "virtio.sound.params-" word,                                                 \
		.title = "Parameters that a stream does not support are refused: " word,           \
		.source = "VIRTIO 1.4, 5.14.6 Device Operation, VIRTIO_SND_R_PCM_SET_PARAMS",      \
		.prose = "VIRTIO_SND_S_NOT_SUPP - requested operation or parameters are not "      \
			 "supported; VIRTIO_SND_S_BAD_MSG - a control message contains invalid "   \
			 "parameters",                                                             \
		.level = LEVEL_SHOULD,                                                             \
		.needs = NEEDS(&check_snd_pcm_info),                                               \
		.each = &wire_sounds,                                                              \
		.flags = UNIT_CLAIMS,                                                              \
		.run = run,                                                                        \
		.data = &(name),                                                                   \
	}

PARAMETER(format, "format", spoil_format, "a format that is not offered");
PARAMETER(rate, "rate", spoil_rate, "a rate that is not offered");
PARAMETER(channels, "channels", spoil_channels, "more than channels_max");
PARAMETER(period, "period", spoil_period, "a period that does not divide the buffer");
