/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIOD_MS 10

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m[2];
	struct snd_pcm pcm = snd_open(&s, SND_D_INPUT, PERIOD_MS, 2);
	struct snd_pcm_status status;
	struct completion done;

	snd_fill(&s, &pcm, m, 2);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	expected(job, "a message with status OK behind the sound");
	if (!vq_wait(s.queue[SND_RX], VDEV_ANSWER_MS, &done)) {
		fail(job, "no message of a running stream is completed within %d ms",
			VDEV_ANSWER_MS);
		return;
	}
	snd_end(&s, &pcm);
	status = snd_message_status(&m[m[1].id == done.id]);
	observed(job, "status %s", snd_status_word(status.status));
	if (status.status == SND_S_OK)
		pass(job);
	else
		fail(job, "the status of a message of the input stream is %s",
			snd_status_word(status.status));
}

CHECK(snd_capture_status) = {
	.id = "virtio.sound.capture-status",
	.title = "A running input stream completes messages with a status behind the sound",
	.source = "VIRTIO 1.4, 5.14.6.8 PCM I/O Messages",
	.prose = "an I/O message consists of the header part, followed by the buffer, and then "
		 "the status part",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
