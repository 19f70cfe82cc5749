/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static const struct command {
	uint32_t code;
	const char *name;
} commands[] = {
	{SND_R_PCM_PREPARE, "PREPARE"}, {SND_R_PCM_START, "START"}, {SND_R_PCM_STOP, "STOP"},
	{SND_R_PCM_RELEASE, "RELEASE"},
	{SND_R_PCM_SET_PARAMS, "SET_PARAMS"}, /* last: devices are known to break at it */
};

static bool refused(struct job *job, struct snd *s, const struct command *c)
{
	struct snd_pcm_params params = {
		.buffer_bytes = 16384, .period_bytes = 4096, .channels = 2, .format = 5, .rate = 7};
	uint32_t status = c->code == SND_R_PCM_SET_PARAMS ? snd_set_params(s, s->streams, &params)
							  : snd_stream(s, c->code, s->streams);

	expected(job, "%s of stream %u of %u: BAD_MSG", c->name, s->streams, s->streams);
	observed(job, "%s", snd_status_word(status));
	if (status == SND_S_BAD_MSG)
		return true;
	if (status == SND_S_NONE)
		fail(job,
			"%s of a stream that does not exist is not answered, device status 0x%02x",
			c->name, vdev_status(s->v));
	else
		fail(job, "%s of a stream that does not exist is answered %s", c->name,
			snd_status_word(status));
	return false;
}

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));

	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (!refused(job, &s, &commands[i]))
			return;
	pass(job);
}

CHECK(snd_stream_id) = {
	.id = "virtio.sound.stream-id",
	.title = "Commands for a stream that does not exist are answered BAD_MSG",
	.source = "VIRTIO 1.4, 5.14.6 Device Operation",
	.prose = "VIRTIO_SND_S_BAD_MSG - a control message is malformed or contains invalid "
		 "parameters",
	.level = LEVEL_SHOULD,
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
