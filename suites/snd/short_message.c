/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

/* A request without its stream, then one that ends within its code. */
static void run(struct job *job)
{
	static const uint32_t sizes[] = {4, 2};
	struct snd s = snd_start(wire_open(job));
	uint32_t code = SND_R_PCM_PREPARE;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		struct snd_answer answer = snd_ask(&s, &code, sizes[i], 0);

		expected(job, "%u bytes of PCM_PREPARE: BAD_MSG", sizes[i]);
		observed(job, "%s", snd_status_word(answer.status));
		if (answer.status == SND_S_BAD_MSG)
			continue;
		if (answer.status == SND_S_NONE)
			fail(job, "a message of %u bytes is never answered", sizes[i]);
		else
			fail(job, "a message of %u bytes is answered %s", sizes[i],
				snd_status_word(answer.status));
		return;
	}
	pass(job);
}

CHECK(snd_short_message) = {
	.id = "virtio.sound.short-message",
	.title = "A control message that is too short is answered BAD_MSG",
	.source = "VIRTIO 1.4, 5.14.6 Device Operation",
	.prose = "VIRTIO_SND_S_BAD_MSG - a control message is malformed or contains invalid "
		 "parameters",
	.level = LEVEL_SHOULD,
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
