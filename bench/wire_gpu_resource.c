/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire_gpu.h"
#include "virtio/wire.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#define SIZES  "64x64 256x256 1280x800 1920x1080 3840x2160"
#define CYCLES 10

/* From nothing to the screen and back, each step by itself. */
enum step { CREATE, ATTACH, TRANSFER, FLUSH, DETACH, UNREF, STEPS };

static struct hist times[STEPS];

static struct wire_gpu_command create(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct gpu_create_2d request = {
		.header = {.type = GPU_CMD_RESOURCE_CREATE_2D, .flags = GPU_FLAG_FENCE},
		.resource = WIRE_GPU_RESOURCE,
		.format = GPU_FORMAT_B8G8R8X8,
		.width = size->width,
		.height = size->height,
	};

	return wire_gpu_command(w, "RESOURCE_CREATE_2D", &request, sizeof(request));
}

/* Of all the memory: more than the resource needs where a larger one came before. */
static struct wire_gpu_command attach(struct wire_gpu *w)
{
	struct gpu_attach request = {
		.header = {.type = GPU_CMD_ATTACH_BACKING, .flags = GPU_FLAG_FENCE},
		.resource = WIRE_GPU_RESOURCE,
		.entry_count = w->entry_count,
	};

	memcpy(request.entries, w->entries, w->entry_count * sizeof(*w->entries));
	return wire_gpu_command(w, "RESOURCE_ATTACH_BACKING", &request,
		(uint32_t)(offsetof(struct gpu_attach, entries) +
			   w->entry_count * sizeof(*w->entries)));
}

static struct wire_gpu_command one(struct wire_gpu *w, uint32_t type, const char *name)
{
	struct gpu_one request = {{.type = type, .flags = GPU_FLAG_FENCE}, WIRE_GPU_RESOURCE, 0};

	return wire_gpu_command(w, name, &request, sizeof(request));
}

static void one_size(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct job *job = w->gpu.v->job;
	unsigned cycles = (unsigned)job_setting(job, "wire.gpu_cycles", CYCLES);
	struct wire_gpu_command commands[STEPS] = {
		[CREATE] = create(w, size),
		[ATTACH] = attach(w),
		[TRANSFER] = wire_gpu_transfer(w, size),
		[FLUSH] = wire_gpu_flush(w, size),
		[DETACH] = one(w, GPU_CMD_DETACH_BACKING, "RESOURCE_DETACH_BACKING"),
		[UNREF] = one(w, GPU_CMD_RESOURCE_UNREF, "RESOURCE_UNREF"),
	};
	char conditions[128];

	for (unsigned step = 0; step < STEPS; step++)
		hist_clear(&times[step]);
	for (unsigned i = 0; i <= cycles; i++) /* the first one warms up */
		for (unsigned step = 0; step < STEPS; step++) {
			uint64_t took = wire_gpu_do(w, &commands[step], 1);

			if (i)
				hist_add(&times[step], took);
		}
	snprintf(conditions, sizeof(conditions), "%s entries=%u", size->conditions, w->entry_count);
	for (unsigned step = 0; step < STEPS; step++)
		metric_hist(job, job->unit->metrics[step].id, conditions, &times[step]);
}

static void run(struct job *job)
{
	struct wire_gpu w = wire_gpu_start(job);

	vq_want_signal(w.gpu.control, false);
	wire_gpu_sizes(&w, SIZES, one_size);
}

#define METRIC(word, title)                                                                        \
	{                                                                                          \
		"wire.gpu.resource." word, "ns", BETTER_LOWER, title                               \
	}
static const struct metric_desc metrics[] = {
	[CREATE] = METRIC("create", "RESOURCE_CREATE_2D: notification to used buffer"),
	[ATTACH] = METRIC("attach", "RESOURCE_ATTACH_BACKING: notification to used buffer"),
	[TRANSFER] = METRIC("transfer", "the first TRANSFER_TO_HOST_2D to a new resource"),
	[FLUSH] = METRIC("flush", "RESOURCE_FLUSH of a resource that is not scanned out"),
	[DETACH] = METRIC("detach", "RESOURCE_DETACH_BACKING: notification to used buffer"),
	[UNREF] = METRIC("unref", "RESOURCE_UNREF: notification to used buffer"),
	[STEPS] = {0},
};

BENCH(wire_gpu_resource) = {
	.id = "wire.gpu.resource",
	.title = "How long a resource takes from nothing to its pixels, and back, by its size",
	.source = "VIRTIO 1.4, 5.7.6.1 Create a framebuffer and configure scanout",
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
