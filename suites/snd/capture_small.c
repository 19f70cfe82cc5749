/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	  4
#define PERIOD_MS 10

/*
 * Messages that lack one frame of a period, which drivers only SHOULD not use: so little that
 * a device that writes a whole one spoils no more than the status.
 */
static bool right(struct job *job, const struct snd_message *m, const struct completion *done)
{
	uint32_t room = m->data->size + (uint32_t)sizeof(struct snd_pcm_status);
	struct snd_pcm_status status = snd_message_status(m);

	expected(job, "used length %u: %u bytes of sound, and the status OK", room, m->data->size);
	observed(job, "used length %u, status 0x%x", done->claimed, status.status);
	if (done->claimed > room)
		fail(job, "%u bytes are said to be in a message that has room for %u",
			done->claimed, room);
	else if (done->claimed != room)
		fail(job, "a message of a running stream has %u bytes, not %u", done->claimed,
			room);
	else if (status.status != SND_S_OK)
		fail(job, "a message that is full has status 0x%x", status.status);
	else
		return true;
	return false;
}

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm = snd_open(&s, SND_D_INPUT, PERIOD_MS, PERIODS);
	struct snd_message m[PERIODS];
	struct completion done;

	for (unsigned i = 0; i < PERIODS; i++) {
		m[i] = snd_message_new(
			s.v, pcm.stream, pcm.params.period_bytes - pcm.frame_bytes, true);
		snd_give(s.queue[SND_RX], &m[i]);
	}
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	if (!vq_wait(s.queue[SND_RX], VDEV_ANSWER_MS, &done)) {
		inconclusive(job, "no message is completed within %d ms", VDEV_ANSWER_MS);
		return;
	}
	for (unsigned i = 0; i < PERIODS; i++)
		if (m[i].id == done.id && right(job, &m[i], &done))
			pass(job);
	snd_end(&s, &pcm);
}

CHECK(snd_capture_small) = {
	.id = "virtio.sound.capture-small",
	.title = "A recorded message that is smaller than a period is filled, and no more",
	.source = "VIRTIO 1.4, 5.14.6.8.2 Input Stream",
	.prose = "the length value contains the size of the virtio_snd_pcm_status structure plus "
		 "the size of the recorded frames",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
