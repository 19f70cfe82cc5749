/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t scanouts = vdev_config32(v, GPU_CONFIG_NUM_SCANOUTS);
	uint32_t events = vdev_config32(v, GPU_CONFIG_EVENTS_READ);

	expected(job, "num_scanouts 1 to %d, no event but bit 0", GPU_SCANOUTS_MAX);
	observed(job, "num_scanouts %u, events_read 0x%x", scanouts, events);
	if (!scanouts || scanouts > GPU_SCANOUTS_MAX)
		fail(job, "num_scanouts is %u", scanouts);
	else if (events & ~(uint32_t)GPU_EVENT_DISPLAY)
		fail(job, "events_read 0x%x has events that are not defined", events);
	else
		pass(job);
}

static void run_alignment(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint32_t alignment;

	vdev_need(v, GPU_F_BLOB_ALIGNMENT);
	alignment = vdev_config32(v, GPU_CONFIG_BLOB_ALIGNMENT);
	expected(job, "a power of two");
	observed(job, "blob_alignment %u", alignment);
	if (!alignment || alignment & (alignment - 1))
		fail(job, "blob_alignment is %u, no power of two", alignment);
	else
		pass(job);
}

CHECK(gpu_config) = {
	.id = "virtio.gpu.config",
	.title = "The configuration tells 1 to 16 scanouts, and no undefined event",
	.source = "VIRTIO 1.4, 5.7.4 Device configuration layout",
	.prose = "num_scanouts: minimum value is 1, maximum value is 16",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_blob_alignment) = {
	.id = "virtio.gpu.blob-alignment",
	.title = "The alignment of blobs is a power of two",
	.source = "VIRTIO 1.4, 5.7.4 Device configuration layout",
	.prose = "blob_alignment: the value is a power of two, minimum value is 1",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_alignment,
};
