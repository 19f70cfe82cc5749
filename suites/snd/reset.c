/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#include <string.h>

#define PERIODS	  4
#define PERIOD_MS 50
#define WATCH_MS  (PERIODS * PERIOD_MS / 2) /* several periods would have been played */
#define FILL	  0x5a

/* A running stream with messages waiting is reset; their status is made one to be noticed. */
static void interrupt(struct job *job, struct vdev *v, struct snd_message *m)
{
	struct snd s = snd_start(v);
	struct snd_pcm pcm = snd_open(&s, SND_D_OUTPUT, PERIOD_MS, PERIODS);

	snd_fill(&s, &pcm, m, PERIODS);
	snd_need_ok(job, snd_stream(&s, SND_R_PCM_START, pcm.stream), "PCM_START");
	vdev_reset(v);
	for (unsigned i = 0; i < PERIODS; i++)
		memset(m[i].status->bytes, FILL, m[i].status->size);
}

static const char *touched(struct vq *tx, const struct snd_message *m)
{
	struct completion done;

	if (vq_try(tx, &done) != VQ_NONE)
		return "used a message of before the reset in the queue that was set up after it";
	for (unsigned i = 0; i < PERIODS; i++)
		if (m[i].status->bytes[0] != FILL)
			return "wrote to a message of before the reset";
	return NULL;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct snd_message m[PERIODS];
	const char *what;
	struct snd s;

	interrupt(job, v, m);
	s = snd_start(v);
	vdev_pause(v, WATCH_MS);
	what = touched(s.queue[SND_TX], m);
	expected(job, "nothing of before the reset touched within %d ms", WATCH_MS);
	observed(job, "the device %s", what ? what : "kept still");
	if (what)
		fail(job, "after the reset of a running stream the device %s", what);
	else
		pass(job);
}

CHECK(snd_reset) = {
	.id = "virtio.sound.reset",
	.title = "A reset ends a running stream and all of its messages",
	.source = "VIRTIO 1.4, 2.4.1 Device Reset",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D010",
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
