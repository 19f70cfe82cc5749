/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/gpu.h"

#include <string.h>

#define WIDTH	    1280
#define HEIGHT	    800
#define EDID_BLOCK  128
#define CAPSET_SIZE 16

uint32_t screen_display_info(struct screen_call *c)
{
	c->out.display.mode[0].r = (struct gpu_rect){0, 0, WIDTH, HEIGHT};
	c->out.display.mode[0].enabled = 1;
	if (model_fault(FAULT_GPU_DISPLAY_BEYOND))
		c->out.display.mode[SCREEN_SCANOUTS] = c->out.display.mode[0];
	if (model_fault(FAULT_GPU_DISPLAY_EMPTY))
		c->out.display.mode[0].r.height = 0;
	c->size = sizeof(c->out.display) - (model_fault(FAULT_GPU_DISPLAY_SHORT) ? 24 : 0);
	return model_fault(FAULT_GPU_DISPLAY_TYPE) ? GPU_OK_NODATA : GPU_OK_DISPLAY_INFO;
}

/* One block: header, version 1.4, no extension, all bytes add up to 0 (VESA E-EDID A.2, 3). */
static void fill_edid(uint8_t *block)
{
	static const uint8_t start[] = {0, 255, 255, 255, 255, 255, 255, 0};
	uint8_t sum = 0;

	memcpy(block, start, sizeof(start));
	block[18] = 1;
	block[19] = 4;
	block[126] = model_fault(FAULT_GPU_EDID_BLOCKS) ? 1 : 0;
	for (unsigned i = 0; i < EDID_BLOCK - 1; i++)
		sum = (uint8_t)(sum + block[i]);
	block[EDID_BLOCK - 1] = (uint8_t)(256 - sum + model_fault(FAULT_GPU_EDID_SUM));
	if (model_fault(FAULT_GPU_EDID_START))
		block[0] = 1;
}

uint32_t screen_edid(struct screen_call *c)
{
	if (c->in.one.id >= SCREEN_SCANOUTS && !model_fault(FAULT_GPU_EDID_SCANOUT))
		return GPU_ERR_INVALID_SCANOUT_ID;
	if (model_fault(FAULT_GPU_EDID_REFUSED))
		return GPU_ERR_UNSPEC;
	c->out.edid.size = model_fault(FAULT_GPU_EDID_SIZE) ? 2048 : EDID_BLOCK;
	fill_edid(c->out.edid.edid);
	c->size = sizeof(c->out.edid);
	return GPU_OK_EDID;
}

uint32_t screen_capset_info(struct screen_call *c)
{
	if (c->in.one.id >= SCREEN_CAPSETS && !model_fault(FAULT_GPU_CAPSET_INDEX))
		return GPU_ERR_INVALID_PARAMETER;
	if (model_fault(FAULT_GPU_CAPSET_INFO_REFUSED))
		return GPU_ERR_UNSPEC;
	c->out.capset_info.id = c->in.one.id + 1;
	c->out.capset_info.max_version = 1;
	c->out.capset_info.max_size = CAPSET_SIZE;
	if (model_fault(FAULT_GPU_CAPSET_ID))
		c->out.capset_info.id = GPU_CAPSETS + 1;
	c->size = sizeof(c->out.capset_info);
	return GPU_OK_CAPSET_INFO;
}

uint32_t screen_capset(struct screen_call *c)
{
	bool known = c->in.capset.id - 1 < SCREEN_CAPSETS && c->in.capset.version <= 1;

	if (!known || model_fault(FAULT_GPU_CAPSET_REFUSED))
		return GPU_ERR_INVALID_PARAMETER;
	c->size = sizeof(struct gpu_header) + CAPSET_SIZE;
	if (model_fault(FAULT_GPU_CAPSET_LONG))
		c->size += CAPSET_SIZE;
	return GPU_OK_CAPSET;
}

uint32_t screen_uuid(struct screen_call *c)
{
	const struct screen_resource *resource = screen_find(c->s, c->in.one.id);

	if (model_fault(FAULT_GPU_UUID_REFUSED))
		return GPU_ERR_UNSPEC;
	if (!resource)
		return GPU_ERR_INVALID_RESOURCE_ID;
	memset(c->out.uuid.uuid, 0xa5, sizeof(c->out.uuid.uuid));
	if (!model_fault(FAULT_GPU_UUID_TWICE))
		memcpy(c->out.uuid.uuid, &resource->id, sizeof(resource->id));
	c->size = sizeof(c->out.uuid);
	return GPU_OK_RESOURCE_UUID;
}

uint32_t screen_cursor(struct screen_call *c)
{
	const struct gpu_cursor *in = &c->in.cursor;
	bool move = in->header.type == GPU_CMD_MOVE_CURSOR;

	if (!move && in->header.type != GPU_CMD_UPDATE_CURSOR)
		return GPU_ERR_UNSPEC;
	if (in->scanout >= SCREEN_SCANOUTS)
		return GPU_ERR_INVALID_SCANOUT_ID;
	if ((!move || model_fault(FAULT_GPU_MOVE_READS)) && in->resource &&
		!screen_find(c->s, in->resource))
		return GPU_ERR_INVALID_RESOURCE_ID;
	return GPU_OK_NODATA;
}
