/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_resource(&g, GPU_RESOURCE);
	if (gpu_refused(&g, gpu_scanout(&g, g.scanouts, GPU_RESOURCE, &gpu_whole),
		    "SET_SCANOUT of scanout %u of %u", g.scanouts, g.scanouts))
		pass(job);
}

static void run_rect(struct job *job)
{
	static const struct gpu_rect beyond[] = {
		{0, 0, GPU_SIDE + 1, GPU_SIDE}, {0, 0, GPU_SIDE, GPU_SIDE + 1},
		{32, 0, GPU_SIDE, GPU_SIDE},
		{0, 0xffffffe0, GPU_SIDE, GPU_SIDE}, /* ends inside, modulo 2^32 */
	};
	struct gpu g = gpu_start(wire_open(job));

	gpu_resource(&g, GPU_RESOURCE);
	for (size_t i = 0; i < sizeof(beyond) / sizeof(*beyond); i++)
		if (!gpu_refused(&g, gpu_scanout(&g, 0, GPU_RESOURCE, &beyond[i]),
			    "a scanout of %ux%u at %u,%u of a resource of %dx%d", beyond[i].width,
			    beyond[i].height, beyond[i].x, beyond[i].y, GPU_SIDE, GPU_SIDE))
			return;
	pass(job);
}

CHECK(gpu_scanout_id) = {
	.id = "virtio.gpu.scanout-id",
	.title = "A scanout that does not exist is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_scanout_rect) = {
	.id = "virtio.gpu.scanout-rect",
	.title = "A scanout that the resource does not cover is refused",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "scanout rectangles must be completely covered by the underlying resource",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_rect,
};
