/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"

#define CONTEXT	 1
#define MAP_INFO (sizeof(struct gpu_header) + 8) /* struct virtio_gpu_resp_map_info */

static uint32_t map(struct gpu *g, uint32_t resource)
{
	struct gpu_map_blob request = {{.type = GPU_CMD_MAP_BLOB}, resource, 0, 0};

	return gpu_ask(g->control, &request, sizeof(request), MAP_INFO).header.type;
}

/* A host-only blob: of a context's object 0, as no command stream of ours makes any. */
static bool host_blob(struct gpu *g)
{
	uint32_t alignment = vdev_accepted(g->v, GPU_F_BLOB_ALIGNMENT)
				     ? vdev_config32(g->v, GPU_CONFIG_BLOB_ALIGNMENT)
				     : 0;
	struct gpu_ctx_create context = {.header = {.type = GPU_CMD_CTX_CREATE, .ctx_id = CONTEXT}};
	struct gpu_create_blob blob = {
		.header = {.type = GPU_CMD_CREATE_BLOB, .ctx_id = CONTEXT},
		.resource = GPU_RESOURCE,
		.mem = GPU_BLOB_MEM_HOST3D,
		.flags = GPU_BLOB_FLAG_MAPPABLE,
		.size = alignment > 4096 ? alignment : 4096,
	};

	gpu_command(g, &context, sizeof(context)); /* there is none without VIRGL */
	return gpu_command(g, &blob, GPU_CREATE_BLOB_SIZE) == GPU_OK_NODATA;
}

/* Without a blob: a device that knows the commands refuses its id, not the command. */
static void judge_unmade(struct job *job, struct gpu *g)
{
	uint32_t unknown = gpu_one(g, GPU_UNDEFINED, 0);
	uint32_t mapped = map(g, GPU_UNKNOWN),
		 unmapped = gpu_one(g, GPU_CMD_UNMAP_BLOB, GPU_UNKNOWN);

	expected(job, "other errors than %s, the answer to an undefined command",
		gpu_type_word(unknown));
	observed(job, "MAP_BLOB: %s, UNMAP_BLOB: %s", gpu_type_word(mapped),
		gpu_type_word(unmapped));
	if (gpu_is_error(mapped) && gpu_is_error(unmapped) && mapped != unknown &&
		unmapped != unknown)
		pass(job);
	else
		inconclusive(job,
			"no host-only blob can be made without a command stream, and of one that "
			"does not exist the answers tell nothing");
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vdev_region region;
	struct gpu g;

	if (!v->ops->shared_memory(v, GPU_SHM_HOST_VISIBLE, &region)) {
		absent(job, "there is no host visible memory region");
		return;
	}
	if (!vdev_offers(v, GPU_F_RESOURCE_BLOB)) {
		expected(job, "VIRTIO_GPU_F_RESOURCE_BLOB, by which the commands are negotiated");
		observed(job, "a host visible memory region of 0x%llx bytes without it",
			(unsigned long long)region.length);
		fail(job, "there is a host visible memory region, but no blob can be mapped");
		return;
	}
	g = gpu_start(v, GPU_F_VIRGL, GPU_F_RESOURCE_BLOB, GPU_F_BLOB_ALIGNMENT);
	if (!host_blob(&g))
		judge_unmade(job, &g);
	else if (gpu_is(&g, map(&g, GPU_RESOURCE), GPU_OK_MAP_INFO, "RESOURCE_MAP_BLOB") &&
		 gpu_is(&g, gpu_one(&g, GPU_CMD_UNMAP_BLOB, GPU_RESOURCE), GPU_OK_NODATA,
			 "RESOURCE_UNMAP_BLOB"))
		pass(job);
}

CHECK(gpu_map_blob) = {
	.id = "virtio.gpu.map-blob",
	.title = "Where there is host visible memory, blobs can be mapped into it",
	.source = "VIRTIO 1.4, 5.7.5 Device Initialization",
	.unseen = "mapping of blobs that only a command stream of a rendering API makes",
	.level = LEVEL_MUST,
	.statements = "V14-GPU-D006",
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
