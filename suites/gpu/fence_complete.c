/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/picture.h"

static uint32_t fenced_transfer(struct gpu *g, uint32_t resource)
{
	struct gpu_transfer request = {.header = {.type = GPU_CMD_TRANSFER_TO_HOST_2D,
					       .flags = GPU_FLAG_FENCE,
					       .fence_id = 1},
		.r = picture_whole,
		.resource = resource};

	return gpu_command(g, &request, sizeof(request));
}

/* Once a fenced transfer has returned, other contents of the memory do not reach the screen. */
static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));
	struct picture p = picture_new(&g, GPU_RESOURCE);

	picture_scanout(&g, &p, &picture_whole);
	picture_draw(&p, 1);
	gpu_prepared(&g, fenced_transfer(&g, p.resource), "TRANSFER_TO_HOST_2D");
	picture_draw(&p, 2);
	gpu_prepared(&g, gpu_flush(&g, p.resource, &picture_whole), "RESOURCE_FLUSH");
	picture_shown(&g, "1:8", "what the memory held when a fenced transfer returned");
}

CHECK(gpu_fence_complete) = {
	.id = "virtio.gpu.fence-complete",
	.title = "A fenced transfer is finished when it returns",
	.source = "VIRTIO 1.4, 5.7.6.5 Device Operation: Command lifecycle and fencing",
	.unseen = "whether commands other than transfers are finished: they leave no trace "
		  "that a host sees",
	.level = LEVEL_MUST,
	.statements = "V14-GPU-D008",
	.needs = NEEDS(&check_gpu_picture),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.run = run,
};
