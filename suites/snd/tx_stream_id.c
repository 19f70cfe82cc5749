/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/snd/sound.h"
#include "virtio/wire.h"

#define BYTES 1920

static void run(struct job *job)
{
	struct snd s = snd_start(wire_open(job));
	struct snd_message m = snd_message_new(s.v, s.streams, BYTES, false);
	struct snd_pcm_status status;
	struct completion done;

	snd_give(s.queue[SND_TX], &m);
	expected(job, "a message for stream %u of %u: IO_ERR", s.streams, s.streams);
	if (!vq_wait(s.queue[SND_TX], VDEV_ANSWER_MS, &done)) {
		observed(job, "not completed within %d ms", VDEV_ANSWER_MS);
		fail(job, "a message for a stream that does not exist is never completed");
		return;
	}
	status = snd_message_status(&m);
	observed(job, "%s (0x%x)", snd_status_word(status.status), status.status);
	if (status.status == SND_S_IO_ERR)
		pass(job);
	else
		fail(job,
			"a message for a stream that does not exist has the status %s, not IO_ERR",
			snd_status_word(status.status));
}

CHECK(snd_tx_stream_id) = {
	.id = "virtio.sound.message-stream-id",
	.title = "A message for a stream that does not exist is completed with IO_ERR",
	.source = "VIRTIO 1.4, 5.14.6.8 PCM I/O Messages",
	.prose = "status contains VIRTIO_SND_S_OK if an operation is successful, and "
		 "VIRTIO_SND_S_IO_ERR otherwise",
	.level = LEVEL_MUST,
	.each = &wire_sounds,
	.flags = UNIT_CLAIMS,
	.run = run,
};
