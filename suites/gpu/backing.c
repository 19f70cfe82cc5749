/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_prepared(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE), "RESOURCE_CREATE_2D");
	if (gpu_refused(&g, gpu_transfer(&g, GPU_RESOURCE, &gpu_whole, 0),
		    "TRANSFER_TO_HOST_2D of a resource without backing"))
		pass(job);
}

static void run_detached(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct dma *dma = gpu_resource(&g, GPU_RESOURCE);

	gpu_prepared(
		&g, gpu_one(&g, GPU_CMD_DETACH_BACKING, GPU_RESOURCE), "RESOURCE_DETACH_BACKING");
	if (gpu_refused(&g, gpu_transfer(&g, GPU_RESOURCE, &gpu_whole, 0),
		    "TRANSFER_TO_HOST_2D after RESOURCE_DETACH_BACKING") &&
		gpu_is(&g, gpu_attach_one(&g, GPU_RESOURCE, dma), GPU_OK_NODATA,
			"RESOURCE_ATTACH_BACKING after RESOURCE_DETACH_BACKING"))
		pass(job);
}

CHECK(gpu_unbacked) = {
	.id = "virtio.gpu.unbacked",
	.title = "Nothing is transferred to a resource without backing",
	.source = "VIRTIO 1.4, 5.7.6 Device Operation",
	.prose = "the guest must then attach backing store to the resources in order for "
		 "DMA transfers to work",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_detached) = {
	.id = "virtio.gpu.detached",
	.title = "After its backing was detached, a resource has none and can be given another",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "this detaches any backing pages from a resource, to be used in case of "
		 "guest swapping or object destruction",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_detached,
};
