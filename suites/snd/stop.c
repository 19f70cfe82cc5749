/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	  8
#define PERIOD_MS 10

/* One period is let pass, then it stops, and after a silence it goes on. */
static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m[PERIODS];
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, PERIOD_MS, PERIODS);
	struct vq *tx = s.queue[SND_TX];
	struct completion done;

	snd_fill(&s, &pcm, m, PERIODS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	if (!vq_wait(tx, VDEV_ANSWER_MS, &done)) {
		inconclusive(job, "a running stream completes nothing");
		return;
	}
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_STOP, pcm.stream), "PCM_STOP");
	while (vq_in_flight(tx) && vq_wait(tx, 0, &done))
		; /* those that were completed before */
	if (!vq_in_flight(tx)) {
		inconclusive(job, "the device took all %d messages before it stopped", PERIODS);
		return;
	}
	expected(job, "no message completed within %d ms", VDEV_SILENCE_MS);
	if (vq_wait(tx, VDEV_SILENCE_MS, &done)) {
		observed(job, "a message completed");
		fail(job, "a stopped stream goes on");
		return;
	}
	observed(job, "none");
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	expected(job, "a message completed after it was started again");
	if (vq_wait(tx, VDEV_ANSWER_MS, &done))
		pass(job);
	else
		fail(job, "a stream that was stopped cannot be started again");
	snd_end(&s, &pcm);
}

CHECK(snd_stop) = {
	.id = "virtio.sound.stop",
	.title = "A stopped stream consumes nothing until it is started again",
	.source = "VIRTIO 1.4, 5.14.6.6.1 PCM Command Lifecycle",
	.prose = "STOP: the device stops the stream (mute, putting into non-running state, etc); "
		 "possible valid transitions: start, release",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
