/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/fs.h"
#include "virtio/wire.h"

#define IDS 256 /* as many as there can be: 2.10 */

static void run_queues(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t queues;

	vdev_begin(v);
	queues = vdev_config32(v, FS_CONFIG_QUEUES);
	expected(job, "num_request_queues of 1 or more");
	observed(job, "%u", queues);
	if (queues)
		pass(job);
	else
		fail(job, "num_request_queues is 0");
}

static void run_window(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vdev_region region;
	bool window = v->ops->shared_memory(v, FS_SHM_DAX, &region);

	for (unsigned id = FS_SHM_DAX + 1; id < IDS; id++) {
		if (!v->ops->shared_memory(v, id, &region))
			continue;
		expected(job, "a DAX window with shmid %d", FS_SHM_DAX);
		observed(job, "a region with shmid %u, %s with %d", id, window ? "and one" : "none",
			FS_SHM_DAX);
		if (window)
			continue;
		fail(job, "the only shared memory region has id %u, not that of the DAX window",
			id);
		return;
	}
	if (window)
		pass(job);
	else
		absent(job, "the device has no DAX window");
}

CHECK(fs_queues) = {
	.id = "virtio.fs.request-queues",
	.title = "There is at least one request queue",
	.source = "VIRTIO 1.4, 5.11.4.2 Device configuration layout",
	.level = LEVEL_MUST,
	.statements = "V14-FS-D001",
	.each = &wire_filesystems,
	.flags = UNIT_CLAIMS,
	.run = run_queues,
};

CHECK(fs_window) = {
	.id = "virtio.fs.dax-window",
	.title = "The DAX window is shared memory region 0",
	.source = "VIRTIO 1.4, 5.11.6.7.1 Device Operation: DAX Window",
	.level = LEVEL_MUST,
	.statements = "V14-FS-D006",
	.each = &wire_filesystems,
	.flags = UNIT_CLAIMS,
	.run = run_window,
};
