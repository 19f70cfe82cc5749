/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

static void init(struct model *m)
{
	(void)m;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	(void)m;
	(void)r;
	return queue == 1 ? 0 : MODEL_KEEP; /* nothing to receive ever arrives */
}

const struct model_class model_net = {
	.type = VIRTIO_TYPE_NET,
	.id = "virtio.net[0]",
	.features = {1u << 1 | 1u << 7}, /* VIRTIO_NET_F_GUEST_CSUM, GUEST_TSO4 */
	.queues = 2,
	.queue_max = 256,
	.config_size = 12,
	.init = init,
	.handle = handle,
};
