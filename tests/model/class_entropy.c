/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"

#include <stdlib.h>

static void init(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(uint64_t))))
		abort();
}

/* Not random, but no short test can tell: xorshift64 (Marsaglia, 2003). */
static uint8_t next(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint8_t)(*state >> 32);
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	uint64_t *state = m->state;
	uint32_t most = model_fault(FAULT_ENTROPY_STOPS) ? 1 : r->writable;

	(void)queue;
	if (model_fault(FAULT_ENTROPY_NOTHING))
		return 0;
	if (model_fault(FAULT_ENTROPY_UNWRITTEN))
		return r->writable;
	if (model_fault(FAULT_ENTROPY_STOPS) && *state)
		return MODEL_KEEP;
	if (!*state || model_fault(FAULT_ENTROPY_REPEATS))
		*state = 88172645463325252u;
	for (uint32_t i = 0; i < most; i++) {
		uint8_t byte = next(state);

		if (model_fault(FAULT_ENTROPY_TEXT))
			byte &= 0x7f;
		model_write(r, i, &byte, 1);
	}
	return most;
}

const struct model_class model_entropy = {
	.type = VIRTIO_TYPE_ENTROPY,
	.id = "virtio.entropy[0]",
	.queues = 1,
	.queue_max = 16,
	.init = init,
	.handle = handle,
};
