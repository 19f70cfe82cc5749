/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/gpu.h"

#include <stdlib.h>
#include <string.h>

#define PIXEL 4

/* ---- resources ---- */

struct screen_resource *screen_find(struct model_screen *s, uint32_t id)
{
	for (unsigned i = 0; id && i < SCREEN_RESOURCES; i++)
		if (s->resources[i].id == id)
			return &s->resources[i];
	return NULL;
}

struct screen_resource *screen_add(struct model_screen *s, uint32_t id)
{
	for (unsigned i = 0; i < SCREEN_RESOURCES; i++)
		if (!s->resources[i].id) {
			s->resources[i].id = id;
			return &s->resources[i];
		}
	return NULL;
}

void screen_drop(struct model_screen *s, struct screen_resource *resource)
{
	for (unsigned i = 0; i < SCREEN_SCANOUTS; i++)
		if (s->scanout[i].resource == resource->id)
			s->scanout[i].resource = 0;
	free(resource->image);
	*resource = (struct screen_resource){0};
}

bool screen_inside(const struct gpu_rect *r, uint32_t width, uint32_t height)
{
	return r->x <= width && r->width <= width - r->x && r->y <= height &&
	       r->height <= height - r->y;
}

static bool known_format(uint32_t format)
{
	for (unsigned i = 0; i < GPU_FORMATS; i++)
		if (gpu_formats[i] == format)
			return format != 134 || !model_fault(FAULT_GPU_FORMAT_REFUSED);
	return model_fault(FAULT_GPU_FORMAT_ANY);
}

uint32_t screen_create(struct screen_call *c)
{
	const struct gpu_create_2d *in = &c->in.create;
	struct screen_resource *resource = screen_find(c->s, in->resource);

	if (model_fault(FAULT_GPU_REFUSES_CREATE))
		return GPU_ERR_OUT_OF_MEMORY;
	if (resource && model_fault(FAULT_GPU_CREATE_TWICE))
		return GPU_OK_NODATA;
	if (!in->resource && model_fault(FAULT_GPU_CREATE_ZERO))
		return GPU_OK_NODATA;
	if (!in->resource || resource)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (!known_format(in->format))
		return GPU_ERR_INVALID_PARAMETER;
	if (in->width > SCREEN_SIDE_MAX || in->height > SCREEN_SIDE_MAX)
		return model_fault(FAULT_GPU_CREATE_HUGE) ? GPU_OK_NODATA : GPU_ERR_OUT_OF_MEMORY;
	resource = screen_add(c->s, in->resource);
	if (!resource)
		return GPU_ERR_OUT_OF_MEMORY;
	resource->format = in->format;
	resource->width = in->width;
	resource->height = in->height;
	resource->image = calloc((size_t)in->width * in->height, PIXEL);
	return GPU_OK_NODATA;
}

uint32_t screen_unref(struct screen_call *c)
{
	struct screen_resource *resource = screen_find(c->s, c->in.one.id);

	if (model_fault(FAULT_GPU_REFUSES_UNREF))
		return GPU_ERR_UNSPEC;
	if (!resource)
		return model_fault(FAULT_GPU_UNKNOWN_RESOURCE) ? GPU_OK_NODATA
							       : GPU_ERR_INVALID_RESOURCE_ID;
	if (!model_fault(FAULT_GPU_UNREF_KEEPS))
		screen_drop(c->s, resource);
	return GPU_OK_NODATA;
}

/* ---- backing ---- */

bool screen_back(
	struct screen_resource *resource, const struct gpu_mem_entry *entries, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (!dma_at(entries[i].addr, entries[i].length))
			return false;
	memcpy(resource->entries, entries, count * sizeof(*entries));
	resource->entry_count = count;
	return true;
}

uint32_t screen_attach(struct screen_call *c)
{
	const struct gpu_attach *in = &c->in.attach;
	struct screen_resource *resource = screen_find(c->s, in->resource);
	uint32_t count = in->entry_count;

	if (model_fault(FAULT_GPU_REFUSES_ATTACH))
		return GPU_ERR_UNSPEC;
	if (!resource)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (count > GPU_ENTRIES_MAX || (count > 1 && model_fault(FAULT_GPU_SCATTER_REFUSED)))
		return GPU_ERR_OUT_OF_MEMORY;
	if (!screen_back(resource, in->entries, count))
		return GPU_ERR_INVALID_PARAMETER;
	if (model_fault(FAULT_GPU_SCATTER_FIRST)) /* takes the memory for one run */
		for (unsigned i = 1; i < count; i++)
			resource->entries[i].addr =
				resource->entries[i - 1].addr + resource->entries[i - 1].length;
	return GPU_OK_NODATA;
}

uint32_t screen_detach(struct screen_call *c)
{
	struct screen_resource *resource = screen_find(c->s, c->in.one.id);

	if (model_fault(FAULT_GPU_REFUSES_DETACH))
		return GPU_ERR_UNSPEC;
	if (!resource)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (!model_fault(FAULT_GPU_DETACH_KEEPS))
		resource->entry_count = 0;
	return GPU_OK_NODATA;
}

static void read_backing(
	const struct screen_resource *resource, uint64_t offset, uint8_t *into, uint32_t size)
{
	for (unsigned i = 0; i < resource->entry_count && size; i++) {
		const struct gpu_mem_entry *entry = &resource->entries[i];
		uint32_t part;

		if (offset >= entry->length) {
			offset -= entry->length;
			continue;
		}
		part = entry->length - (uint32_t)offset;
		part = part < size ? part : size;
		memcpy(into, (uint8_t *)dma_at(entry->addr, entry->length) + offset, part);
		into += part;
		size -= part;
		offset = 0;
	}
}

/* ---- transfer and show ---- */

static void transfer(struct model_screen *s, const struct gpu_transfer *t)
{
	struct screen_resource *resource = screen_find(s, t->resource);
	uint64_t offset = model_fault(FAULT_GPU_TRANSFER_OFFSET) ? 0 : t->offset;
	struct gpu_rect box = t->r;

	if (model_fault(FAULT_GPU_TRANSFER_NOTHING) || !resource)
		return;
	if (model_fault(FAULT_GPU_TRANSFER_ALL)) {
		box = (struct gpu_rect){0, 0, resource->width, resource->height};
		offset = 0;
	}
	for (uint32_t y = 0; y < box.height; y++)
		read_backing(resource, offset + (uint64_t)y * resource->width * PIXEL,
			resource->image + ((size_t)(box.y + y) * resource->width + box.x) * PIXEL,
			box.width * PIXEL);
}

void screen_tick(struct model *m)
{
	struct model_screen *s = model_screen(m);

	if (!s->late_ns || m->now_ns < s->late_ns)
		return;
	s->late_ns = 0;
	transfer(s, &s->late);
}

uint32_t screen_transfer(struct screen_call *c)
{
	const struct gpu_transfer *in = &c->in.transfer;
	struct screen_resource *resource = screen_find(c->s, in->resource);

	if (model_fault(FAULT_GPU_REFUSES_TRANSFER))
		return GPU_ERR_UNSPEC;
	if (!resource || !resource->image)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (!resource->entry_count)
		return model_fault(FAULT_GPU_UNBACKED) ? GPU_OK_NODATA : GPU_ERR_UNSPEC;
	if (!screen_inside(&in->r, resource->width, resource->height))
		return model_fault(FAULT_GPU_TRANSFER_RECT) ? GPU_OK_NODATA
							    : GPU_ERR_INVALID_PARAMETER;
	if (model_fault(FAULT_GPU_FENCE_EARLY)) {
		c->s->late = *in;
		c->s->late_ns = c->m->now_ns + MODEL_LATENCY_NS;
	} else {
		transfer(c->s, in);
	}
	return GPU_OK_NODATA;
}

uint32_t screen_flush(struct screen_call *c)
{
	const struct screen_resource *resource = screen_find(c->s, c->in.flush.resource);

	if (model_fault(FAULT_GPU_REFUSES_FLUSH))
		return GPU_ERR_UNSPEC;
	if (!resource)
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (!model_fault(FAULT_GPU_FLUSH_RECT) && resource->image &&
		!screen_inside(&c->in.flush.r, resource->width, resource->height))
		return GPU_ERR_INVALID_PARAMETER;
	return GPU_OK_NODATA;
}

/* A second one of the same resource, for FAULT_GPU_MIRROR. */
static bool is_shown(const struct model_screen *s, uint32_t scanout, uint32_t resource)
{
	return s->scanout[!scanout].resource == resource;
}

uint32_t screen_set_scanout(struct screen_call *c)
{
	const struct gpu_set_scanout *in = &c->in.scanout;
	const struct screen_resource *resource = screen_find(c->s, in->resource);

	if (in->scanout >= SCREEN_SCANOUTS)
		return model_fault(FAULT_GPU_SCANOUT_ID) ? GPU_OK_NODATA
							 : GPU_ERR_INVALID_SCANOUT_ID;
	if (!in->resource && model_fault(FAULT_GPU_REFUSES_DISABLE))
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (in->resource && model_fault(FAULT_GPU_REFUSES_SCANOUT))
		return GPU_ERR_UNSPEC;
	if (in->resource && (!resource || !resource->image))
		return GPU_ERR_INVALID_RESOURCE_ID;
	if (resource && !screen_inside(&in->r, resource->width, resource->height))
		return model_fault(FAULT_GPU_SCANOUT_RECT) ? GPU_OK_NODATA
							   : GPU_ERR_INVALID_PARAMETER;
	if (resource && model_fault(FAULT_GPU_MIRROR) && is_shown(c->s, in->scanout, in->resource))
		return GPU_ERR_UNSPEC;
	if (c->s->scanout[in->scanout].resource && in->resource && model_fault(FAULT_GPU_NO_FLIP))
		return GPU_OK_NODATA;
	c->s->scanout[in->scanout].resource = in->resource;
	c->s->scanout[in->scanout].r = in->r;
	if (model_fault(FAULT_GPU_SCANOUT_ORIGIN))
		c->s->scanout[in->scanout].r.x = c->s->scanout[in->scanout].r.y = 0;
	return GPU_OK_NODATA;
}
