/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire_gpu.h"

#include "virtio/wire.h"

#include <stdio.h>
#include <string.h>

#define PAGE 4096
#define MIB  (1024.0 * 1024)

struct wire_gpu wire_gpu_start(struct job *job)
{
	struct wire_gpu w = {.gpu = gpu_start(wire_open(job))};

	return w;
}

/* ---- memory and sizes ---- */

/* Until there are as many bytes: those of a smaller size are the first of a larger one's. */
static bool grow(struct wire_gpu *w, uint64_t bytes)
{
	while (w->bytes < bytes) {
		uint64_t left = bytes - w->bytes, room = dma_room();
		struct dma *dma;

		if (room <= 2 * PAGE || w->entry_count == GPU_ENTRIES_MAX)
			return false;
		room = (room - PAGE) / PAGE * PAGE; /* a page for its alignment */
		if (left < room)
			room = (left + PAGE - 1) / PAGE * PAGE;
		dma = dma_new_aligned(w->gpu.v, (uint32_t)room, PAGE);
		w->entries[w->entry_count++] = (struct gpu_mem_entry){dma->addr, dma->size, 0};
		w->bytes += dma->size;
	}
	return true;
}

/* A device that cannot store the resource is asked before anything is measured. */
static bool can_have(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	uint64_t bytes = (uint64_t)size->width * size->height * WIRE_GPU_PIXEL;
	struct job *job = w->gpu.v->job;
	uint32_t type;

	if (!grow(w, bytes)) {
		note(job,
			"%ux%u is not measured: it takes %.1f MiB of memory that a device can "
			"reach, and the guest has %.1f MiB for it",
			size->width, size->height, (double)bytes / MIB, (double)w->bytes / MIB);
		return false;
	}
	type = gpu_create(&w->gpu, WIRE_GPU_RESOURCE, size->width, size->height);
	if (type == GPU_OK_NODATA) {
		wire_gpu_drop(w);
		return true;
	}
	note(job, "%ux%u is not measured: RESOURCE_CREATE_2D is answered %s", size->width,
		size->height, gpu_type_word(type));
	return false;
}

void wire_gpu_sizes(struct wire_gpu *w, const char *sizes,
	void (*each)(struct wire_gpu *w, const struct wire_gpu_size *size))
{
	char list[128], *rest = list, *word;
	struct job *job = w->gpu.v->job;

	snprintf(list, sizeof(list), "%s", job_setting_str(job, "wire.gpu_sizes", sizes));
	while ((word = strtok_r(rest, " ", &rest))) {
		struct wire_gpu_size size;

		if (sscanf(word, "%ux%u", &size.width, &size.height) != 2 || !size.width ||
			!size.height) {
			say(job, VERDICT_ERROR, "wire.gpu_sizes: '%s' is no size like 1280x800",
				word);
			return;
		}
		snprintf(size.conditions, sizeof(size.conditions), "width=%u height=%u", size.width,
			size.height);
		if (can_have(w, &size))
			each(w, &size);
	}
}

static void need(struct wire_gpu *w, uint32_t type, const char *name)
{
	if (type == GPU_OK_NODATA)
		return;
	say(w->gpu.v->job, VERDICT_ERROR, "%s is answered %s", name, gpu_type_word(type));
	job_stop(w->gpu.v->job);
}

void wire_gpu_show(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct gpu_rect whole = {0, 0, size->width, size->height};

	need(w, gpu_create(&w->gpu, WIRE_GPU_RESOURCE, size->width, size->height),
		"RESOURCE_CREATE_2D");
	need(w, gpu_attach(&w->gpu, WIRE_GPU_RESOURCE, w->entries, w->entry_count),
		"RESOURCE_ATTACH_BACKING");
	need(w, gpu_scanout(&w->gpu, 0, WIRE_GPU_RESOURCE, &whole), "SET_SCANOUT");
}

void wire_gpu_drop(struct wire_gpu *w)
{
	need(w, gpu_one(&w->gpu, GPU_CMD_RESOURCE_UNREF, WIRE_GPU_RESOURCE), "RESOURCE_UNREF");
}

/* ---- commands ---- */

struct wire_gpu_command wire_gpu_command(
	struct wire_gpu *w, const char *name, const void *request, uint32_t size)
{
	struct wire_gpu_command c = {
		.name = name,
		.out = dma_new(w->gpu.v, size),
		.in = dma_new(w->gpu.v, sizeof(struct gpu_header)),
	};

	memcpy(c.out->bytes, request, size);
	c.segs[0] = device_reads(c.out);
	c.segs[1] = device_writes(c.in);
	return c;
}

struct wire_gpu_command wire_gpu_transfer(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct gpu_transfer request = {
		.header = {.type = GPU_CMD_TRANSFER_TO_HOST_2D, .flags = GPU_FLAG_FENCE},
		.r = {0, 0, size->width, size->height},
		.resource = WIRE_GPU_RESOURCE,
	};

	return wire_gpu_command(w, "TRANSFER_TO_HOST_2D", &request, sizeof(request));
}

struct wire_gpu_command wire_gpu_flush(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct gpu_flush request = {
		.header = {.type = GPU_CMD_RESOURCE_FLUSH, .flags = GPU_FLAG_FENCE},
		.r = {0, 0, size->width, size->height},
		.resource = WIRE_GPU_RESOURCE,
	};

	return wire_gpu_command(w, "RESOURCE_FLUSH", &request, sizeof(request));
}

void wire_gpu_need_ok(struct wire_gpu *w, const struct wire_gpu_command *command)
{
	struct gpu_header response;

	memcpy(&response, command->in->bytes, sizeof(response));
	need(w, response.type, command->name);
}

uint64_t wire_gpu_do(struct wire_gpu *w, struct wire_gpu_command *commands, unsigned count)
{
	struct vq *q = w->gpu.control;
	uint64_t begin, took;

	for (unsigned i = 0; i < count; i++)
		vq_add(q, commands[i].segs, 2);
	begin = vdev_now(q->v);
	vq_kick(q);
	for (unsigned i = 0; i < count; i++)
		wire_poll(q);
	took = vdev_now(q->v) - begin;
	for (unsigned i = 0; i < count; i++)
		wire_gpu_need_ok(w, &commands[i]);
	return took;
}
