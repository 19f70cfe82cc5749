/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	  4
#define PERIOD_MS 10

static bool right(struct job *job, const struct snd_message *m, unsigned i, uint32_t used)
{
	struct snd_pcm_status status = snd_message_status(m);

	expected(job, "status OK, a latency, used length %zu", sizeof(status));
	observed(job, "message %u: status %s, latency_bytes %u, used length %u", i,
		snd_status_word(status.status), status.latency_bytes, used);
	if (status.status != SND_S_OK)
		fail(job, "message %u is answered %s", i, snd_status_word(status.status));
	else if (status.latency_bytes == 0xffffffff)
		fail(job, "message %u is completed without a latency", i);
	else if (used != sizeof(status))
		fail(job, "the used length of message %u is %u, not that of a status", i, used);
	else
		return true;
	return false;
}

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m[PERIODS];
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, PERIOD_MS, PERIODS);
	struct completion done;

	snd_fill(&s, &pcm, m, PERIODS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	for (unsigned i = 0; i < PERIODS; i++) {
		if (!vq_wait(s.queue[SND_TX], VDEV_ANSWER_MS, &done)) {
			fail(job, "message %u of a running stream is not completed within %d ms", i,
				VDEV_ANSWER_MS);
			return;
		}
		for (unsigned k = 0; k < PERIODS; k++)
			if (m[k].id == done.id && !right(job, &m[k], i, done.len))
				return;
	}
	pass(job);
}

CHECK(snd_playback) = {
	.id = "virtio.sound.playback",
	.title = "A running output stream completes messages with status and latency",
	.source = "VIRTIO 1.4, 5.14.6.8 PCM I/O Messages",
	.prose = "status contains VIRTIO_SND_S_OK if an operation is successful, latency_bytes "
		 "indicates the current device latency",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
