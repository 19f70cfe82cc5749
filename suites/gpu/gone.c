/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_resource(&g, GPU_RESOURCE);
	gpu_prepared(&g, gpu_one(&g, GPU_CMD_RESOURCE_UNREF, GPU_RESOURCE), "RESOURCE_UNREF");
	if (gpu_refused(&g, gpu_flush(&g, GPU_RESOURCE, &gpu_whole),
		    "RESOURCE_FLUSH of a destroyed resource") &&
		gpu_is(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE), GPU_OK_NODATA,
			"a resource with the id of a destroyed one"))
		pass(job);
}

static void run_reset(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct gpu g = gpu_start(v);

	gpu_resource(&g, GPU_RESOURCE);
	vdev_reset(v);
	g = gpu_start(v);
	if (gpu_refused(&g, gpu_flush(&g, GPU_RESOURCE, &gpu_whole),
		    "RESOURCE_FLUSH of a resource of before the reset") &&
		gpu_is(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE), GPU_OK_NODATA,
			"a resource with the id of one of before the reset"))
		pass(job);
}

CHECK(gpu_unref) = {
	.id = "virtio.gpu.unref",
	.title = "A destroyed resource is gone, and its id free",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "destroy a resource; this informs the host that a resource is no longer "
		 "required by the guest",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_reset) = {
	.id = "virtio.gpu.reset",
	.title = "A reset ends every resource",
	.source = "VIRTIO 1.4, 2.4 Device Reset",
	.prose = "the driver may want to initiate a device reset at various times; "
		 "notably, it is required to do so during device initialization",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_reset,
};
