/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire_gpu.h"
#include "virtio/wire.h"

#define SIZES "64x64 1280x800"

struct operation {
	struct wire_gpu_command (*command)(struct wire_gpu *w, const struct wire_gpu_size *size);
	struct wire_request request;
};

/* The same fenced command again and again, of a resource that is on the first scanout. */
static void one_size(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	const struct operation *op = w->gpu.v->job->unit->data;
	struct wire_gpu_command command = op->command(w, size);
	struct wire_request request = op->request;

	wire_gpu_show(w, size);
	request.conditions = size->conditions;
	request.segs = command.segs;
	request.count = 2;
	wire_measure(w->gpu.control, &request);
	wire_gpu_need_ok(w, &command);
	wire_gpu_drop(w);
}

static void run(struct job *job)
{
	struct wire_gpu w = wire_gpu_start(job);

	wire_gpu_sizes(&w, SIZES, one_size);
}

#define GPU_BENCH(name, words, sentence)                                                           \
	static const struct metric_desc name##_metrics[] =                                         \
		WIRE_METRICS("wire.gpu." #name, "a fenced " words);                                \
	static const struct operation name##_op = {                                                \
		.command = wire_gpu_##name,                                                        \
		.request = {"wire.gpu." #name ".time", "wire.gpu." #name ".exits",                 \
			"wire.gpu." #name ".stall", NULL, NULL, 0},                                \
	};                                                                                         \
	BENCH(wire_gpu_##name) = {                                                                 \
		.id = "wire.gpu." #name,                                                           \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 5.7.6.8 Device Operation: controlq",                        \
		.each = &wire_gpus,                                                                \
		.flags = UNIT_CLAIMS,                                                              \
		.metrics = name##_metrics,                                                         \
		.run = run,                                                                        \
		.data = &name##_op,                                                                \
	}

GPU_BENCH(transfer, "transfer to a resource",
	"How long a fenced TRANSFER_TO_HOST_2D takes below any driver");
GPU_BENCH(flush, "flush of a resource", "How long a fenced RESOURCE_FLUSH takes below any driver");
