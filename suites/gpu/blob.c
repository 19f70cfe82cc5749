/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define SIZE 4096

static struct gpu start(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, GPU_F_RESOURCE_BLOB);
	return gpu_start(v, GPU_F_RESOURCE_BLOB, GPU_F_BLOB_ALIGNMENT);
}

/* As large as 64x16 pixels, and as the device wants it to be aligned. */
static uint32_t create(struct gpu *g, uint32_t mem)
{
	bool aligned = vdev_accepted(g->v, GPU_F_BLOB_ALIGNMENT);
	uint32_t alignment = aligned ? vdev_config32(g->v, GPU_CONFIG_BLOB_ALIGNMENT) : SIZE;
	uint32_t size = alignment > SIZE ? alignment : SIZE;
	struct dma *dma = dma_new_aligned(g->v, size, 4096);
	struct gpu_create_blob request = {
		.header.type = GPU_CMD_CREATE_BLOB,
		.resource = GPU_RESOURCE,
		.mem = mem,
		.entry_count = 1,
		.size = size,
		.entry = {dma->addr, size, 0},
	};

	return gpu_command(g, &request, sizeof(request));
}

static void run(struct job *job)
{
	struct gpu g = start(job);

	if (gpu_is(&g, create(&g, GPU_BLOB_MEM_GUEST), GPU_OK_NODATA,
		    "RESOURCE_CREATE_BLOB of guest memory") &&
		gpu_is(&g, gpu_one(&g, GPU_CMD_RESOURCE_UNREF, GPU_RESOURCE), GPU_OK_NODATA,
			"RESOURCE_UNREF of a blob"))
		pass(job);
}

static void run_mem(struct job *job)
{
	struct gpu g = start(job);

	if (gpu_refused(&g, create(&g, 0), "RESOURCE_CREATE_BLOB with blob_mem 0"))
		pass(job);
}

static void run_scanout(struct job *job)
{
	struct gpu g = start(job);
	struct gpu_set_scanout_blob request = {
		.header.type = GPU_CMD_SET_SCANOUT_BLOB,
		.r = {0, 0, 64, 16},
		.resource = GPU_RESOURCE,
		.width = 64,
		.height = 16,
		.format = GPU_FORMAT_B8G8R8X8,
		.strides = {64 * 4},
	};

	gpu_prepared(&g, create(&g, GPU_BLOB_MEM_GUEST), "RESOURCE_CREATE_BLOB");
	if (gpu_is(&g, gpu_command(&g, &request, sizeof(request)), GPU_OK_NODATA,
		    "SET_SCANOUT_BLOB"))
		pass(job);
}

CHECK(gpu_blob) = {
	.id = "virtio.gpu.blob",
	.title = "A blob of guest memory is created and destroyed",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "VIRTIO_GPU_BLOB_MEM_GUEST is valid regardless whether VIRTIO_GPU_F_VIRGL "
		 "is supported or not",
	.level = LEVEL_MUST,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};

CHECK(gpu_blob_mem) = {
	.id = "virtio.gpu.blob-mem",
	.title = "A blob without memory properties is refused",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "the memory properties of the blob resource MUST be described by "
		 "blob_mem, which MUST be non-zero",
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_mem,
};

CHECK(gpu_blob_scanout) = {
	.id = "virtio.gpu.blob-scanout",
	.title = "A blob can be scanned out",
	.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",
	.prose = "VIRTIO_GPU_CMD_SET_SCANOUT_BLOB: response type is "
		 "VIRTIO_GPU_RESP_OK_NODATA",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_gpu_blob),
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run_scanout,
};
