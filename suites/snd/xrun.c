/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	    4
#define F_EVT_XRUNS (1u << 4)

/* The stream gets no more than what it started with. */
static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, 10, PERIODS);
	struct snd_message m[PERIODS];
	struct snd_event event;

	if (!(pcm.info.features & F_EVT_XRUNS)) {
		absent(job, "stream %u does not offer VIRTIO_SND_PCM_F_EVT_XRUNS", pcm.stream);
		return;
	}
	pcm.params.features = F_EVT_XRUNS;
	snd_need_ok(job, snd_set_params(&s, pcm.stream, &pcm.params), "PCM_SET_PARAMS");
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_PREPARE, pcm.stream), "PCM_PREPARE");
	snd_fill(&s, &pcm, m, PERIODS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	expected(job, "VIRTIO_SND_EVT_PCM_XRUN of stream %u", pcm.stream);
	if (!snd_wait_event(&s, VDEV_ANSWER_MS, &event)) {
		fail(job, "a stream that has run dry is not notified within %d ms", VDEV_ANSWER_MS);
		return;
	}
	observed(job, "event 0x%x, data %u", event.code, event.data);
	if (event.code == SND_EVT_PCM_XRUN && event.data == pcm.stream)
		pass(job);
	else
		fail(job, "a stream that has run dry is notified by event 0x%x, data %u",
			event.code, event.data);
}

CHECK(snd_xrun) = {
	.id = "virtio.sound.xrun",
	.title = "An underrun is notified where that was asked for",
	.source = "VIRTIO 1.4, 5.14.6.7 PCM Notifications",
	.prose = "VIRTIO_SND_EVT_PCM_XRUN - an underflow for the output stream or an overflow "
		 "for the input stream has occurred",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
