/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	uint32_t count;
	struct snd s = sound_start(job, &sound_streams, &count);
	struct snd_answer answer =
		snd_info(&s, SND_R_PCM_INFO, count, 1, sizeof(struct snd_pcm_info));

	expected(job, "stream %u of %u: BAD_MSG", count, count);
	observed(job, "%s", snd_status_word(answer.status));
	if (answer.status == SND_S_BAD_MSG)
		pass(job);
	else
		fail(job, "information on a stream that does not exist is answered %s",
			snd_status_word(answer.status));
}

CHECK(snd_item_range) = {
	.id = "virtio.sound.item-range",
	.title = "Information on a stream that does not exist is answered BAD_MSG",
	.source = "VIRTIO 1.4, 5.14.6 Device Operation",
	.prose = "VIRTIO_SND_S_BAD_MSG - a control message is malformed or contains invalid "
		 "parameters",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_snd_pcm_info),
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
