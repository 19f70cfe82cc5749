/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

/* A rectangle that is not all inside of the resource; the last would be, modulo 2^32. */
static const struct gpu_rect beyond[] = {
	{0, 0, GPU_SIDE + 1, GPU_SIDE},
	{GPU_SIDE, GPU_SIDE, 1, 1},
	{0xffffffe0, 0, 0x40, 1},
};

struct command {
	const char *name;
	bool transfers;
};

static void run(struct job *job)
{
	const struct command *command = job->unit->data;
	struct gpu g = gpu_start(wire_open(job));

	gpu_resource(&g, GPU_RESOURCE);
	for (size_t i = 0; i < sizeof(beyond) / sizeof(*beyond); i++) {
		uint32_t type = command->transfers ? gpu_transfer(&g, GPU_RESOURCE, &beyond[i], 0)
						   : gpu_flush(&g, GPU_RESOURCE, &beyond[i]);

		if (!gpu_refused(&g, type, "%s of %ux%u at %u,%u of a resource of %dx%d",
			    command->name, beyond[i].width, beyond[i].height, beyond[i].x,
			    beyond[i].y, GPU_SIDE, GPU_SIDE))
			return;
	}
	pass(job);
}

static const struct command transfer = {"TRANSFER_TO_HOST_2D", true},
			    flush = {"RESOURCE_FLUSH", false};

CHECK(gpu_transfer_rect) = {
	.id = "virtio.gpu.transfer-rect",
	.title = "A transfer beyond the resource is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = &transfer,
};

CHECK(gpu_flush_rect) = {
	.id = "virtio.gpu.flush-rect",
	.title = "A flush beyond the resource is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
	.data = &flush,
};
