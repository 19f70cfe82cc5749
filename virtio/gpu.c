/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/gpu.h"

#include <string.h>

#define UNWRITTEN 0xff

const uint32_t gpu_formats[GPU_FORMATS] = {1, 2, 3, 4, 67, 68, 121, 134};

struct gpu gpu_start_with(struct vdev *v, const int *bits)
{
	struct gpu g = {.v = v};

	vdev_begin_with(v, bits);
	g.control = vq_open(v, GPU_CONTROL, 0);
	g.cursor = vq_open(v, GPU_CURSOR, 0);
	g.scanouts = vdev_config32(v, GPU_CONFIG_NUM_SCANOUTS);
	vdev_live(v);
	return g;
}

const char *gpu_type_word(uint32_t type)
{
	static const char *const ok[] = {"OK_NODATA", "OK_DISPLAY_INFO", "OK_CAPSET_INFO",
		"OK_CAPSET", "OK_EDID", "OK_RESOURCE_UUID", "OK_MAP_INFO"};
	static const char *const errors[] = {"ERR_UNSPEC", "ERR_OUT_OF_MEMORY",
		"ERR_INVALID_SCANOUT_ID", "ERR_INVALID_RESOURCE_ID", "ERR_INVALID_CONTEXT_ID",
		"ERR_INVALID_PARAMETER"};

	if (type == GPU_NONE)
		return "without a response type";
	if (gpu_is_error(type))
		return errors[type - GPU_ERR_UNSPEC];
	if (type >= GPU_OK_NODATA && type <= GPU_OK_MAP_INFO)
		return ok[type - GPU_OK_NODATA];
	return "by an undefined response type";
}

bool gpu_is_error(uint32_t type)
{
	return type >= GPU_ERR_UNSPEC && type <= GPU_ERR_INVALID_PARAMETER;
}

struct gpu_response gpu_ask(struct vq *q, const void *request, uint32_t size, uint32_t room)
{
	struct dma *out = dma_new(q->v, size), *in = dma_new(q->v, room);
	struct seg segs[] = {device_reads(out), device_writes(in)};
	struct gpu_response response = {.header.type = GPU_NONE, .bytes = in->bytes};
	struct completion done;

	memcpy(out->bytes, request, size);
	memset(in->bytes, UNWRITTEN, in->size);
	vq_add(q, segs, 2);
	vq_kick(q);
	if (!vq_wait(q, VDEV_ANSWER_MS, &done))
		return response;
	memcpy(&response.header, in->bytes, sizeof(response.header));
	response.used = done.len;
	return response;
}

uint32_t gpu_command(struct gpu *g, const void *request, uint32_t size)
{
	return gpu_ask(g->control, request, size, sizeof(struct gpu_header)).header.type;
}

uint32_t gpu_create(struct gpu *g, uint32_t resource, uint32_t width, uint32_t height)
{
	struct gpu_create_2d request = {
		{.type = GPU_CMD_RESOURCE_CREATE_2D}, resource, GPU_FORMAT_B8G8R8X8, width, height};

	return gpu_command(g, &request, sizeof(request));
}

uint32_t gpu_attach(
	struct gpu *g, uint32_t resource, const struct gpu_mem_entry *entries, unsigned count)
{
	struct gpu_attach request = {{.type = GPU_CMD_ATTACH_BACKING}, resource, count};

	memcpy(request.entries, entries, count * sizeof(*entries));
	return gpu_command(g, &request,
		(uint32_t)(offsetof(struct gpu_attach, entries) + count * sizeof(*entries)));
}

uint32_t gpu_attach_one(struct gpu *g, uint32_t resource, const struct dma *dma)
{
	struct gpu_mem_entry entry = {dma->addr, dma->size, 0};

	return gpu_attach(g, resource, &entry, 1);
}

uint32_t gpu_scanout(struct gpu *g, uint32_t scanout, uint32_t resource, const struct gpu_rect *r)
{
	struct gpu_set_scanout request = {{.type = GPU_CMD_SET_SCANOUT}, *r, scanout, resource};

	return gpu_command(g, &request, sizeof(request));
}

uint32_t gpu_transfer(struct gpu *g, uint32_t resource, const struct gpu_rect *r, uint64_t offset)
{
	struct gpu_transfer request = {
		{.type = GPU_CMD_TRANSFER_TO_HOST_2D}, *r, offset, resource, 0};

	return gpu_command(g, &request, sizeof(request));
}

uint32_t gpu_flush(struct gpu *g, uint32_t resource, const struct gpu_rect *r)
{
	struct gpu_flush request = {{.type = GPU_CMD_RESOURCE_FLUSH}, *r, resource, 0};

	return gpu_command(g, &request, sizeof(request));
}

uint32_t gpu_one(struct gpu *g, uint32_t type, uint32_t id)
{
	struct gpu_one request = {{.type = type}, id, 0};

	return gpu_command(g, &request, sizeof(request));
}
