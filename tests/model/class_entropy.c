/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

static void init(struct model *m)
{
	(void)m;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	uint32_t state = (uint32_t)m->now_ns | 1;

	(void)queue;
	for (uint32_t i = 0; i < r->writable; i++) {
		uint8_t byte;

		state = state * 1664525 + 1013904223;
		byte = (uint8_t)(state >> 24);
		model_write(r, i, &byte, 1);
	}
	return r->writable;
}

const struct model_class model_entropy = {
	.type = VIRTIO_TYPE_ENTROPY,
	.id = "virtio.entropy[0]",
	.queues = 1,
	.queue_max = 16,
	.init = init,
	.handle = handle,
};
