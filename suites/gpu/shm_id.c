/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define IDS 256 /* as many as there can be: 2.10 */

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vdev_region region;
	unsigned count = 0;

	for (unsigned id = 0; id < IDS; id++) {
		if (!v->ops->shared_memory(v, id, &region))
			continue;
		count++;
		expected(job, "shmid at most %d", GPU_SHM_HOST_VISIBLE);
		observed(job, "a region of 0x%llx bytes with shmid %u",
			(unsigned long long)region.length, id);
		if (id > GPU_SHM_HOST_VISIBLE) {
			fail(job, "a shared memory region has the undefined id %u", id);
			return;
		}
	}
	if (count)
		pass(job);
	else
		absent(job, "the device has no shared memory");
}

CHECK(gpu_shm_id) = {
	.id = "virtio.gpu.shared-memory-id",
	.title = "Each shared memory region has one of the defined ids",
	.source = "VIRTIO 1.4, 5.7.5 Device Initialization",
	.level = LEVEL_MUST,
	.statements = "V14-GPU-D005",
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
