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
	(void)queue;
	(void)r;
	return 0;
}

const struct model_class model_balloon = {
	.type = VIRTIO_TYPE_BALLOON,
	.id = "virtio.balloon[0]",
	.queues = 2,
	.queue_max = 128,
	.config_size = 8,
	.init = init,
	.handle = handle,
};
