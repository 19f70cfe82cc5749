/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIOD_MS 10
#define QUEUED	  4
#define PERIODS	  60 /* 0.6 s of sound: a device's own buffer may hide what is shorter */
/*
 * What a device may take in advance: a buffer of its own, that is at least as large as the
 * driver's (5.14.6.6.3.1), and what it plays at once after its host was kept from running.
 */
#define AHEAD_MS 250

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m[QUEUED];
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, PERIOD_MS, QUEUED);
	struct completion done;
	int64_t ahead, most = 0;
	uint64_t start;

	snd_fill(&s, &pcm, m, QUEUED);
	start = vdev_now(s.v);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	for (unsigned i = 0; i < PERIODS; i++) {
		if (!vq_wait(s.queue[SND_TX], VDEV_ANSWER_MS, &done)) {
			inconclusive(
				job, "message %u is not completed within %d ms", i, VDEV_ANSWER_MS);
			return;
		}
		ahead = (int64_t)((i + 1) * pcm.period_ns) - (int64_t)(vdev_now(s.v) - start);
		most = ahead > most ? ahead : most;
		snd_give(s.queue[SND_TX], &m[i % QUEUED]);
	}
	snd_end(&s, &pcm);
	expected(job, "never more than %d ms ahead of the clock", AHEAD_MS);
	observed(job, "%d ms of sound, at most %lld ms ahead of the clock", PERIODS * PERIOD_MS,
		(long long)most / MS_NS);
	if (most > AHEAD_MS * (int64_t)MS_NS)
		fail(job, "messages are completed %lld ms before their sound can have been played",
			(long long)most / MS_NS);
	else
		pass(job);
}

CHECK(snd_pace) = {
	.id = "virtio.sound.pace",
	.title = "Playback is not completed faster than the clock allows",
	.source = "VIRTIO 1.4, 5.14.6.8.1 Output Stream",
	.unseen =
		"whether the last of what the device took is in a buffer of its own or was played",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D008",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
