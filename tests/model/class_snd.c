/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

static void init(struct model *m)
{
	(void)m;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	static const uint8_t no_message[4] = {1, 0x80}; /* VIRTIO_SND_S_BAD_MSG */

	(void)m;
	return queue ? MODEL_KEEP : (int64_t)model_write(r, 0, no_message, sizeof(no_message));
}

const struct model_class model_snd = {
	.type = VIRTIO_TYPE_SOUND,
	.id = "virtio.sound[0]",
	.queues = 4,
	.queue_max = 64,
	.config_size = 16,
	.init = init,
	.handle = handle,
};
