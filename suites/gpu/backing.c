/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/picture.h"

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	gpu_prepared(&g, gpu_create(&g, GPU_RESOURCE, GPU_SIDE, GPU_SIDE), "RESOURCE_CREATE_2D");
	if (gpu_refused(&g, gpu_transfer(&g, GPU_RESOURCE, &gpu_whole, 0),
		    "TRANSFER_TO_HOST_2D of a resource without backing"))
		pass(job);
}

/* A device may take the transfer, but not from the memory that it no longer has. */
static void run_detached(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct picture p = picture_new(&g, GPU_RESOURCE);
	bool refused;

	picture_scanout(&g, &p, &picture_whole);
	picture_update(&g, &p, 1);
	gpu_prepared(
		&g, gpu_one(&g, GPU_CMD_DETACH_BACKING, p.resource), "RESOURCE_DETACH_BACKING");
	picture_draw(&p, 2);
	refused = gpu_is_error(gpu_transfer(&g, p.resource, &picture_whole, 0));
	if (!refused) {
		gpu_prepared(&g, gpu_flush(&g, p.resource, &picture_whole), "RESOURCE_FLUSH");
		if (!picture_shown(&g, "1:8", "the picture of before the backing was detached"))
			return;
	}
	if (gpu_is(&g, gpu_attach_one(&g, p.resource, p.dma), GPU_OK_NODATA,
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
