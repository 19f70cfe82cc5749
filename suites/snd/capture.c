/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	  4
#define PERIOD_MS 10

/* The stream does not end: every message comes back full. */
static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m[PERIODS];
	struct snd_pcm pcm = snd_open(&s, SND_D_INPUT, PERIOD_MS, PERIODS);
	uint32_t want = pcm.params.period_bytes + (uint32_t)sizeof(struct snd_pcm_status);
	struct completion done;

	snd_fill(&s, &pcm, m, PERIODS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	expected(job, "used length %u: %u bytes of sound, and the status", want,
		pcm.params.period_bytes);
	for (unsigned i = 0; i < PERIODS; i++) {
		if (!vq_wait(s.queue[SND_RX], VDEV_ANSWER_MS, &done)) {
			inconclusive(
				job, "message %u is not completed within %d ms", i, VDEV_ANSWER_MS);
			return;
		}
		observed(job, "message %u: used length %u", i, done.len);
		if (done.len != want) {
			fail(job, "message %u of a running stream has %u bytes, not %u", i,
				done.len, want);
			return;
		}
	}
	snd_end(&s, &pcm);
	pass(job);
}

CHECK(snd_capture) = {
	.id = "virtio.sound.capture",
	.title = "Messages of a running input stream come back full",
	.source = "VIRTIO 1.4, 5.14.6.8.2 Input Stream",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D009",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
