/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_WIRE_GPU_H
#define BENCH_WIRE_GPU_H

#include "bench/wire.h"
#include "virtio/gpu.h"

/* What the wire lane's benches of GPUs share. Every request is fenced: it returns when done. */
struct wire_gpu {
	struct gpu gpu;
	/* Memory for the pixels, in as many runs as it takes. */
	struct gpu_mem_entry entries[GPU_ENTRIES_MAX];
	unsigned entry_count;
	uint64_t bytes;
};

/* A size from a list of them ("64x64 1280x800"): its resource is made of the same memory. */
struct wire_gpu_size {
	uint32_t width, height;
	char conditions[64];
};

#define WIRE_GPU_RESOURCE 1
#define WIRE_GPU_PIXEL	  4

struct wire_gpu wire_gpu_start(struct job *job);
/*
 * Calls `each` for every size of the plan's "wire.gpu_sizes", or of `sizes`. One for which
 * guest or device has not the memory is passed over, with a note that says so.
 */
void wire_gpu_sizes(struct wire_gpu *w, const char *sizes,
	void (*each)(struct wire_gpu *w, const struct wire_gpu_size *size));
/* Creates the resource of that size, gives it its memory and puts it on the first scanout. */
void wire_gpu_show(struct wire_gpu *w, const struct wire_gpu_size *size);
void wire_gpu_drop(struct wire_gpu *w);

/* Requests that are made again and again. */
struct wire_gpu_command {
	const char *name;
	struct dma *out, *in;
	struct seg segs[2];
};
/* `request` begins with its header, in which the fence is set. */
struct wire_gpu_command wire_gpu_command(
	struct wire_gpu *w, const char *name, const void *request, uint32_t size);
struct wire_gpu_command wire_gpu_transfer(struct wire_gpu *w, const struct wire_gpu_size *size);
struct wire_gpu_command wire_gpu_flush(struct wire_gpu *w, const struct wire_gpu_size *size);
/* Both; all are used when it returns. From the notification to then, in ns. */
uint64_t wire_gpu_do(struct wire_gpu *w, struct wire_gpu_command *commands, unsigned count);
/* Ends the job with an `error` where the command was not carried out. */
void wire_gpu_need_ok(struct wire_gpu *w, const struct wire_gpu_command *command);

#endif
