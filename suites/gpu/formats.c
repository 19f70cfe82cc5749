/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

static uint32_t create(struct gpu *g, uint32_t format)
{
	struct gpu_create_2d request = {
		{.type = GPU_CMD_RESOURCE_CREATE_2D}, GPU_RESOURCE, format, GPU_SIDE, GPU_SIDE};

	return gpu_command(g, &request, sizeof(request));
}

static void run(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	for (size_t i = 0; i < GPU_FORMATS; i++) {
		if (!gpu_is(&g, create(&g, gpu_formats[i]), GPU_OK_NODATA,
			    "a resource of format %u", gpu_formats[i]))
			return;
		gpu_prepared(
			&g, gpu_one(&g, GPU_CMD_RESOURCE_UNREF, GPU_RESOURCE), "RESOURCE_UNREF");
	}
	pass(job);
}

static void run_unknown(struct job *job)
{
	struct gpu g = gpu_start(wire_open(job));

	if (gpu_refused(&g, create(&g, 5), "a resource of the undefined format 5"))
		pass(job);
}

CHECK(gpu_formats) = {
	.id = "virtio.gpu.formats",
	.title = "Resources of every defined format can be created",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "enum virtio_gpu_formats",
	.level = LEVEL_SHOULD,
	.needs = NEEDS(&check_gpu_lifecycle),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_format_unknown) = {
	.id = "virtio.gpu.format-unknown",
	.title = "A resource of an undefined format is refused",
	.source = "VIRTIO 1.4, 5.7.6.7 Device Operation: Request header",
	.prose = GPU_ON_ERROR,
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_unknown,
};
