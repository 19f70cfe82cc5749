/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/fs.h"
#include "virtio/ids.h"

#include <string.h>

static void init(struct model *m)
{
	memcpy(m->config + FS_CONFIG_TAG, "model", 5);
	model_config_put(m, FS_CONFIG_QUEUES, !model_fault(FAULT_FS_NO_QUEUE), 4);
}

/* There is no file system behind it: requests stay unanswered. */
static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	(void)m;
	(void)queue;
	(void)r;
	return MODEL_KEEP;
}

const struct model_class model_fs = {
	.type = VIRTIO_TYPE_FS,
	.id = "virtio.fs[0]",
	.queues = 2,
	.queue_max = 64,
	.config_size = FS_CONFIG_END,
	.init = init,
	.handle = handle,
	.shm_length = 1u << 20,
	.shm_id = FS_SHM_DAX,
};
