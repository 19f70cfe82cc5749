/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define UNKNOWN 0x0777

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	uint32_t status = snd_stream(&s, UNKNOWN, 0);

	expected(job, "BAD_MSG or NOT_SUPP");
	observed(job, "%s", snd_status_word(status));
	if (status == SND_S_BAD_MSG || status == SND_S_NOT_SUPP)
		pass(job);
	else
		fail(job, "the unknown command 0x%x is answered %s", UNKNOWN,
			snd_status_word(status));
}

CHECK(snd_unknown_command) = {
	.id = "virtio.sound.unknown-command",
	.title = "An unknown command is refused",
	.source = "VIRTIO 1.4, 5.14.6 Device Operation",
	.prose = "VIRTIO_SND_S_NOT_SUPP - requested operation or parameters are not supported; "
		 "VIRTIO_SND_S_BAD_MSG - a control message is malformed",
	.level = LEVEL_MUST,
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
