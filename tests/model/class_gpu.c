/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

static void init(struct model *m)
{
	model_config_put(m, 8, 1, 4); /* num_scanouts */
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	static const uint8_t info[408] = {1, 0x11}; /* VIRTIO_GPU_RESP_OK_DISPLAY_INFO */

	(void)m;
	(void)queue;
	return model_write(r, 0, info, sizeof(info));
}

const struct model_class model_gpu = {
	.type = VIRTIO_TYPE_GPU,
	.id = "virtio.gpu[0]",
	.queues = 2,
	.queue_max = 64,
	.config_size = 16,
	.init = init,
	.handle = handle,
};
