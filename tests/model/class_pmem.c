/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/ids.h"
#include "virtio/pmem.h"

#define START 0x200000000ull
#define SIZE  (16u << 20)

static void tell(struct model *m, uint64_t start, uint64_t size)
{
	model_config_put(m, PMEM_CONFIG_START, start, 8);
	model_config_put(m, PMEM_CONFIG_SIZE, size, 8);
}

static void init(struct model *m)
{
	tell(m, model_fault(FAULT_PMEM_START) ? 0 : START, model_fault(FAULT_PMEM_SIZE) ? 0 : SIZE);
}

/* 5.19.5: an address in the configuration, or a shared memory region. */
static bool negotiated(struct model *m)
{
	if (model_has(m, PMEM_F_SHMEM_REGION) && !model_fault(FAULT_PMEM_BOTH))
		tell(m, 0, 0);
	return true;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	uint32_t type = ~0u, ret;

	model_read(r, 0, &type, sizeof(type));
	ret = type == PMEM_FLUSH ? PMEM_OK : PMEM_FAILED;
	if (model_fault(FAULT_PMEM_RET))
		ret = 1;
	if (model_fault(FAULT_PMEM_ONE) && m->queue[queue].popped > 1)
		return MODEL_KEEP;
	return model_write(r, 0, &ret, sizeof(ret));
}

const struct model_class model_pmem = {
	.type = VIRTIO_TYPE_PMEM,
	.id = "virtio.pmem[0]",
	.features = {1u << PMEM_F_SHMEM_REGION},
	.queues = 1,
	.queue_max = 128,
	.config_size = PMEM_CONFIG_END,
	.init = init,
	.negotiated = negotiated,
	.handle = handle,
	.shm_length = SIZE,
	.shm_id = PMEM_SHM_ID,
};
