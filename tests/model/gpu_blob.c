/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/gpu.h"

#include <string.h>

/* Rendering contexts only exist; what they render is not ours to model. */
uint32_t screen_context(struct screen_call *c)
{
	const struct gpu_header *in = &c->in.header;
	uint32_t bit = in->ctx_id < 32 ? 1u << in->ctx_id : 0;
	bool create = in->type == GPU_CMD_CTX_CREATE;

	if (create ? model_fault(FAULT_GPU_CONTEXT_REFUSED) : model_fault(FAULT_GPU_CONTEXT_STAYS))
		return GPU_ERR_UNSPEC;
	if (!bit || !in->ctx_id || create == !!(c->s->contexts & bit))
		return GPU_ERR_INVALID_CONTEXT_ID;
	c->s->contexts ^= bit;
	return GPU_OK_NODATA;
}

uint32_t screen_create_blob(struct screen_call *c)
{
	const struct gpu_create_blob *in = &c->in.blob;
	struct screen_resource *resource;

	if (model_fault(FAULT_GPU_BLOB_REFUSED))
		return GPU_ERR_UNSPEC;
	if (!in->mem && !model_fault(FAULT_GPU_BLOB_MEM))
		return GPU_ERR_INVALID_PARAMETER;
	if (in->size % SCREEN_ALIGNMENT || in->entry_count > 1)
		return GPU_ERR_INVALID_PARAMETER;
	if (!in->resource || screen_find(c->s, in->resource))
		return GPU_ERR_INVALID_RESOURCE_ID;
	resource = screen_add(c->s, in->resource);
	if (!resource)
		return GPU_ERR_OUT_OF_MEMORY;
	resource->blob_mem = in->mem;
	if (screen_back(resource, &in->entry, in->entry_count))
		return GPU_OK_NODATA;
	screen_drop(c->s, resource);
	return GPU_ERR_INVALID_PARAMETER;
}

uint32_t screen_scanout_blob(struct screen_call *c)
{
	const struct gpu_set_scanout_blob *in = &c->in.scanout_blob;
	const struct screen_resource *resource = screen_find(c->s, in->resource);

	if (in->scanout >= SCREEN_SCANOUTS)
		return GPU_ERR_INVALID_SCANOUT_ID;
	if (!resource || !resource->blob_mem)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (model_fault(FAULT_GPU_BLOB_SCANOUT) || !screen_inside(&in->r, in->width, in->height))
		return GPU_ERR_INVALID_PARAMETER;
	return GPU_OK_NODATA;
}

uint32_t screen_map(struct screen_call *c)
{
	const struct gpu_map_blob *in = &c->in.map;
	struct screen_resource *resource = screen_find(c->s, in->resource);

	if (model_fault(FAULT_GPU_MAP_REFUSED))
		return GPU_ERR_UNSPEC;
	if (!resource || resource->blob_mem != GPU_BLOB_MEM_HOST3D || resource->mapped)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (in->offset % SCREEN_ALIGNMENT || in->offset >= SCREEN_SHM)
		return GPU_ERR_INVALID_PARAMETER;
	resource->mapped = true;
	c->size = sizeof(struct gpu_header) + 8; /* struct virtio_gpu_resp_map_info */
	return GPU_OK_MAP_INFO;
}

uint32_t screen_unmap(struct screen_call *c)
{
	struct screen_resource *resource = screen_find(c->s, c->in.one.id);

	if (model_fault(FAULT_GPU_UNMAP_REFUSED))
		return GPU_ERR_UNSPEC;
	if (!resource || !resource->mapped)
		return GPU_ERR_INVALID_RESOURCE_ID;
	resource->mapped = false;
	return GPU_OK_NODATA;
}
