/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/gpu.h"

#include "virtio/ids.h"

#include <stdlib.h>
#include <string.h>

struct model_screen *model_screen(struct model *m)
{
	if (!m->state && !(m->state = calloc(1, sizeof(struct model_screen))))
		abort();
	return m->state;
}

static uint32_t scanouts(void)
{
	if (model_fault(FAULT_GPU_NO_SCANOUT))
		return 0;
	return model_fault(FAULT_GPU_SCANOUTS) ? GPU_SCANOUTS_MAX + 1 : SCREEN_SCANOUTS;
}

static void init(struct model *m)
{
	struct model_screen *s = model_screen(m);

	for (unsigned i = 0; i < SCREEN_RESOURCES; i++)
		if (!model_fault(FAULT_GPU_RESET_KEEPS))
			screen_drop(s, &s->resources[i]);
	memset(s->scanout, 0, sizeof(s->scanout));
	s->contexts = 0;
	s->late_ns = 0;
	model_config_put(m, GPU_CONFIG_EVENTS_READ, model_fault(FAULT_GPU_EVENTS) ? 2 : 0, 4);
	model_config_put(m, GPU_CONFIG_NUM_SCANOUTS, scanouts(), 4);
	model_config_put(m, GPU_CONFIG_NUM_CAPSETS, SCREEN_CAPSETS, 4);
	model_config_put(m, GPU_CONFIG_BLOB_ALIGNMENT,
		model_fault(FAULT_GPU_BLOB_ALIGNMENT) ? 3000 : SCREEN_ALIGNMENT, 4);
}

static void offer(struct model *m)
{
	if (model_fault(FAULT_GPU_MAP_NO_BLOBS)) {
		features_remove(&m->offered, GPU_F_RESOURCE_BLOB);
		features_remove(&m->offered, GPU_F_BLOB_ALIGNMENT);
	}
}

static void config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	uint32_t events;

	if (offset != GPU_CONFIG_EVENTS_CLEAR || width != 4 || model_fault(FAULT_GPU_EVENTS_STAY))
		return;
	memcpy(&events, m->config + GPU_CONFIG_EVENTS_READ, sizeof(events));
	model_config_put(m, GPU_CONFIG_EVENTS_READ, events & ~value, 4);
}

static const struct {
	uint32_t type, size;
	uint32_t (*answer)(struct screen_call *c);
	int feature; /* -1: none is needed */
} commands[] = {
	{GPU_CMD_GET_DISPLAY_INFO, sizeof(struct gpu_header), screen_display_info, -1},
	{GPU_CMD_RESOURCE_CREATE_2D, sizeof(struct gpu_create_2d), screen_create, -1},
	{GPU_CMD_RESOURCE_UNREF, sizeof(struct gpu_one), screen_unref, -1},
	{GPU_CMD_SET_SCANOUT, sizeof(struct gpu_set_scanout), screen_set_scanout, -1},
	{GPU_CMD_RESOURCE_FLUSH, sizeof(struct gpu_flush), screen_flush, -1},
	{GPU_CMD_TRANSFER_TO_HOST_2D, sizeof(struct gpu_transfer), screen_transfer, -1},
	{GPU_CMD_ATTACH_BACKING, offsetof(struct gpu_attach, entries), screen_attach, -1},
	{GPU_CMD_DETACH_BACKING, sizeof(struct gpu_one), screen_detach, -1},
	{GPU_CMD_GET_CAPSET_INFO, sizeof(struct gpu_one), screen_capset_info, -1},
	{GPU_CMD_GET_CAPSET, sizeof(struct gpu_get_capset), screen_capset, -1},
	{GPU_CMD_GET_EDID, sizeof(struct gpu_one), screen_edid, GPU_F_EDID},
	{GPU_CMD_ASSIGN_UUID, sizeof(struct gpu_one), screen_uuid, GPU_F_RESOURCE_UUID},
	{GPU_CMD_CREATE_BLOB, GPU_CREATE_BLOB_SIZE, screen_create_blob, GPU_F_RESOURCE_BLOB},
	{GPU_CMD_SET_SCANOUT_BLOB, sizeof(struct gpu_set_scanout_blob), screen_scanout_blob,
		GPU_F_RESOURCE_BLOB},
	{GPU_CMD_CTX_CREATE, sizeof(struct gpu_ctx_create), screen_context, GPU_F_VIRGL},
	{GPU_CMD_CTX_DESTROY, sizeof(struct gpu_header), screen_context, GPU_F_VIRGL},
	{GPU_CMD_MAP_BLOB, sizeof(struct gpu_map_blob), screen_map, GPU_F_RESOURCE_BLOB},
	{GPU_CMD_UNMAP_BLOB, sizeof(struct gpu_one), screen_unmap, GPU_F_RESOURCE_BLOB},
};

static uint32_t control(struct screen_call *c, uint32_t got)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
		if (commands[i].type != c->in.header.type)
			continue;
		if (commands[i].feature >= 0 && !model_has(c->m, (unsigned)commands[i].feature))
			return GPU_ERR_UNSPEC;
		if (got < commands[i].size)
			return model_fault(FAULT_GPU_SHORT_REQUEST) ? GPU_OK_NODATA
								    : GPU_ERR_INVALID_PARAMETER;
		return commands[i].answer(c);
	}
	if (model_fault(FAULT_GPU_UNKNOWN_OK))
		return GPU_OK_NODATA;
	return model_fault(FAULT_GPU_UNKNOWN_TYPE) ? GPU_ERR_INVALID_PARAMETER + 1 : GPU_ERR_UNSPEC;
}

static void fence(struct screen_call *c, unsigned queue)
{
	const struct gpu_header *in = &c->in.header;
	struct gpu_header *out = &c->out.header;
	uint64_t last = c->s->last_fence;

	if (!(in->flags & GPU_FLAG_FENCE))
		return;
	if (queue == GPU_CURSOR && model_fault(FAULT_GPU_FENCE_CURSOR))
		return;
	if (gpu_is_error(out->type) && model_fault(FAULT_GPU_FENCE_ERROR))
		return;
	c->s->last_fence = in->fence_id;
	out->flags = model_fault(FAULT_GPU_FENCE_FLAG) ? 0 : GPU_FLAG_FENCE;
	out->fence_id = in->fence_id;
	out->ctx_id = model_fault(FAULT_GPU_FENCE_CONTEXT) ? 0 : in->ctx_id;
	if (model_fault(FAULT_GPU_FENCE_ID))
		out->fence_id &= UINT32_MAX;
	if (model_fault(FAULT_GPU_FENCE_LAST) && last)
		out->fence_id = last;
}

static int64_t handle(struct model *m, unsigned queue, struct model_request *r)
{
	struct screen_call c = {
		.m = m, .s = model_screen(m), .r = r, .size = sizeof(struct gpu_header)};
	uint32_t got = model_read(r, 0, &c.in, sizeof(c.in));

	if (got < sizeof(struct gpu_header)) {
		if (model_fault(FAULT_GPU_SHORT_HEADER))
			return MODEL_KEEP;
		c.out.header.type = GPU_ERR_UNSPEC;
	} else {
		c.out.header.type = queue == GPU_CURSOR ? screen_cursor(&c) : control(&c, got);
		fence(&c, queue);
	}
	if (queue == GPU_CURSOR && model_fault(FAULT_GPU_CURSOR_SILENT))
		return 0;
	return model_write(r, 0, &c.out, c.size);
}

const struct model_class model_gpu = {
	.type = VIRTIO_TYPE_GPU,
	.id = "virtio.gpu[0]",
	.features = {1u << GPU_F_VIRGL | 1u << GPU_F_EDID | 1u << GPU_F_RESOURCE_UUID |
		     1u << GPU_F_RESOURCE_BLOB | 1u << GPU_F_BLOB_ALIGNMENT},
	.queues = GPU_QUEUES,
	.queue_max = 64,
	.config_size = GPU_CONFIG_END,
	.init = init,
	.offer = offer,
	.handle = handle,
	.tick = screen_tick,
	.config_write = config_write,
	.act = screen_act,
	.shm_length = SCREEN_SHM,
	.shm_id = GPU_SHM_HOST_VISIBLE,
};
