/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct dma *dma = dma_new(g.v, GPU_SIDE * GPU_SIDE * 4);
	const uint32_t id = GPU_UNKNOWN;

	if (gpu_refused(&g, gpu_one(&g, GPU_CMD_RESOURCE_UNREF, id), "RESOURCE_UNREF of %u", id) &&
		gpu_refused(&g, gpu_attach_one(&g, id, dma), "RESOURCE_ATTACH_BACKING of %u", id) &&
		gpu_refused(&g, gpu_one(&g, GPU_CMD_DETACH_BACKING, id),
			"RESOURCE_DETACH_BACKING of %u", id) &&
		gpu_refused(&g, gpu_scanout(&g, 0, id, &gpu_whole), "SET_SCANOUT of %u", id) &&
		gpu_refused(
			&g, gpu_transfer(&g, id, &gpu_whole, 0), "TRANSFER_TO_HOST_2D of %u", id) &&
		gpu_refused(&g, gpu_flush(&g, id, &gpu_whole), "RESOURCE_FLUSH of %u", id))
		pass(job);
}

CHECK(gpu_resource_id) = {
	.id = "virtio.gpu.resource-id",
	.title = "Commands for a resource that does not exist are refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
