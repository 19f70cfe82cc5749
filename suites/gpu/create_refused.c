/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_prepared(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE), "RESOURCE_CREATE_2D");
	if (gpu_refused(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE),
		    "a resource with an id that is in use") &&
		gpu_refused(&g, gpu_create(&g, 0, GPU_SIDE, GPU_SIDE),
			"resource 0, which stands for none") &&
		gpu_refused(&g, gpu_create(&g, GPU_UNKNOWN, UINT32_MAX, UINT32_MAX),
			"a resource of 2^32 - 1 squared"))
		pass(job);
}

CHECK(gpu_create_refused) = {
	.id = "virtio.gpu.create-refused",
	.title = "Resources that cannot be are not created",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
