/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static const char *const steps[] = {"RESOURCE_CREATE_2D", "RESOURCE_ATTACH_BACKING", "SET_SCANOUT",
	"TRANSFER_TO_HOST_2D", "RESOURCE_FLUSH", "SET_SCANOUT of no resource",
	"RESOURCE_DETACH_BACKING", "RESOURCE_UNREF"};

static uint32_t step(struct gpu *g, size_t i, const struct dma *dma)
{
	switch (i) {
	case 0:
		return gpu_create(g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE);
	case 1:
		return gpu_attach_one(g, GPU_RESOURCE, dma);
	case 2:
		return gpu_scanout(g, 0, GPU_RESOURCE, &gpu_whole);
	case 3:
		return gpu_transfer(g, GPU_RESOURCE, &gpu_whole, 0);
	case 4:
		return gpu_flush(g, GPU_RESOURCE, &gpu_whole);
	case 5:
		return gpu_scanout(g, 0, 0, &gpu_whole);
	case 6:
		return gpu_one(g, GPU_CMD_DETACH_BACKING, GPU_RESOURCE);
	default:
		return gpu_one(g, GPU_CMD_RESOURCE_UNREF, GPU_RESOURCE);
	}
}

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct dma *dma = dma_new(g.v, GPU_SIDE * GPU_SIDE * 4);

	for (size_t i = 0; i < sizeof(steps) / sizeof(*steps); i++)
		if (!gpu_is(&g, step(&g, i, dma), GPU_OK_NODATA, "%s", steps[i]))
			return;
	pass(job);
}

CHECK(gpu_lifecycle) = {
	.id = "virtio.gpu.lifecycle",
	.title = "A resource is created, shown, updated and destroyed",
	.source = "VIRTIO 1.4, 5.7.6.1 to 5.7.6.2 Create, configure and update a framebuffer",
	.prose = "response type is VIRTIO_GPU_RESP_OK_NODATA, of each command",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_display_info),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
