/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	if (g.scanouts < 2) {
		absent(job, "the device has one scanout");
		return;
	}
	gpu_resource(&g, GPU_RESOURCE);
	for (uint32_t i = 0; i < 2; i++)
		if (!gpu_is(&g, gpu_scanout(&g, i, GPU_RESOURCE, &gpu_whole), GPU_OK_NODATA,
			    "the same resource on scanout %u", i))
			return;
	if (gpu_is(&g, gpu_flush(&g, GPU_RESOURCE, &gpu_whole), GPU_OK_NODATA,
		    "RESOURCE_FLUSH of a resource on two scanouts"))
		pass(job);
}

CHECK(gpu_mirror) = {
	.id = "virtio.gpu.mirror",
	.title = "Two scanouts can show the same resource",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "overlapping (or identical) scanouts are allowed, typical use case is "
		 "screen mirroring",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
