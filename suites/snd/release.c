/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define PERIODS	  4
#define PERIOD_MS 500 /* so long that the device does not come to the end of the first */
#define TAKEN_MS  5   /* for the device to take what it was notified of: it is pending then */

/* With messages waiting: those that wait before the stream was ever started, or stopped. */
static void prepare(struct job *job, struct snd *s, struct snd_pcm *pcm, bool started)
{
	static struct snd_message messages[PERIODS];

	*pcm = snd_open(s, SND_D_OUTPUT, PERIOD_MS, PERIODS);
	snd_fill(s, pcm, messages, PERIODS);
	if (!started)
		return;
	snd_need_ok(job, snd_stream(s, SND_R_PCM_START, pcm->stream), "PCM_START");
	snd_need_ok(job, snd_stream(s, SND_R_PCM_STOP, pcm->stream), "PCM_STOP");
}

static unsigned taken(struct vq *q, unsigned ms)
{
	struct completion done;
	unsigned count = 0;

	while (count < PERIODS && vq_wait(q, ms, &done))
		count++;
	return count;
}

static void run(struct job *job)
{
	const char *const *when = job->unit->data;
	struct snd s = snd_start(wire_open(job));
	struct snd_pcm pcm;
	unsigned at_once, later;

	prepare(job, &s, &pcm, when[1]);
	vdev_pause(s.v, TAKEN_MS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_RELEASE, pcm.stream), "PCM_RELEASE");
	/* The release was seen first: what came before it in memory is there by now. */
	at_once = taken(snd_queue(&s, &pcm), 0);
	later = at_once < PERIODS ? taken(snd_queue(&s, &pcm), VDEV_SILENCE_MS) : 0;
	expected(job, "%d messages completed, none of them after the release", PERIODS);
	observed(job, "%u completed before it, %u after it", at_once, later);
	if (at_once + later < PERIODS)
		fail(job, "%u of %d messages that waited %s were not completed by the release",
			PERIODS - at_once - later, PERIODS, when[0]);
	else if (later)
		fail(job, "the release was completed before %u messages that waited %s", later,
			when[0]);
	else
		pass(job);
}

static const char *const prepared[2] = {"for the stream to start", NULL};
static const char *const stopped[2] = {"in a stopped stream", "started"};

CHECK(snd_release_prepared) = {
	.id = "virtio.sound.release-prepared",
	.title = "Releasing a stream that never started first completes its messages",
	.source = "VIRTIO 1.4, 5.14.6.6.5 VIRTIO_SND_R_PCM_RELEASE",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D006 V14-SOUND-D007",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = prepared,
};

CHECK(snd_release_stopped) = {
	.id = "virtio.sound.release-stopped",
	.title = "Releasing a stopped stream first completes its messages",
	.source = "VIRTIO 1.4, 5.14.6.6.5 VIRTIO_SND_R_PCM_RELEASE",
	.level = LEVEL_MUST,
	.statements = "V14-SOUND-D006 V14-SOUND-D007",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = stopped,
};
