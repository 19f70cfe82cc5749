/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/snd.h"

void snd_need_ok(struct job *job, uint32_t status, const char *request)
{
	if (status == SND_S_OK)
		return;
	inconclusive(job, "%s is answered %s", request, snd_status_word(status));
	job_stop(job);
}

struct snd_pcm snd_open(
	struct snd *s, enum snd_direction direction, unsigned period_ms, unsigned periods)
{
	struct job *job = s->v->job;
	struct snd_pcm pcm;

	if (!snd_find(s, direction, period_ms, periods, &pcm)) {
		absent(job, "the device has no %s stream",
			direction == SND_D_OUTPUT ? "output" : "input");
		job_stop(job);
	}
	snd_need_ok(job, snd_set_params(s, pcm.stream, &pcm.params), "PCM_SET_PARAMS");
	snd_need_ok(job, snd_stream(s, SND_R_PCM_PREPARE, pcm.stream), "PCM_PREPARE");
	return pcm;
}

struct vq *snd_queue(struct snd *s, const struct snd_pcm *pcm)
{
	return s->queue[pcm->info.direction == SND_D_INPUT ? SND_RX : SND_TX];
}

void snd_end(struct snd *s, const struct snd_pcm *pcm)
{
	struct completion done;

	snd_stream(s, SND_R_PCM_STOP, pcm->stream);
	snd_stream(s, SND_R_PCM_RELEASE, pcm->stream);
	while (vq_in_flight(snd_queue(s, pcm)) &&
		vq_wait(snd_queue(s, pcm), VDEV_SILENCE_MS, &done))
		;
}

void snd_fill(struct snd *s, const struct snd_pcm *pcm, struct snd_message *m, unsigned count)
{
	bool in = pcm->info.direction == SND_D_INPUT;

	for (unsigned i = 0; i < count; i++) {
		m[i] = snd_message_new(s->v, pcm->stream, pcm->params.period_bytes, in);
		snd_give(snd_queue(s, pcm), &m[i]);
	}
}
