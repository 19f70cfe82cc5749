/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

static void init(struct model *m)
{
	model_config_put(m, 0, 3, 8); /* guest_cid */
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	(void)m;
	(void)r;
	return queue == 1 ? 0 : MODEL_KEEP; /* nothing to receive ever arrives */
}

const struct model_class model_vsock = {
	.type = VIRTIO_TYPE_VSOCK,
	.id = "virtio.vsock[0]",
	.queues = 3,
	.queue_max = 128,
	.config_size = 8,
	.init = init,
	.handle = handle,
};
