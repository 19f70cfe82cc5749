/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire_gpu.h"
#include "virtio/wire.h"

#include <stdio.h>

#define SIZES "1280x800 1920x1080 3840x2160"
#define WARM  3
#define MB    1e6
#define S_NS  1e9

static struct hist frame;

/* Whole frames, one behind the other: a transfer and a flush at once, until both are back. */
static void one_size(struct wire_gpu *w, const struct wire_gpu_size *size)
{
	struct wire_gpu_command commands[] = {wire_gpu_transfer(w, size), wire_gpu_flush(w, size)};
	double bytes = (double)size->width * size->height * WIRE_GPU_PIXEL, seconds, median;
	struct vdev *v = w->gpu.v;
	struct job *job = v->job;
	uint64_t most = (uint64_t)job_setting(job, "wire.requests", 4000), begin, end;

	wire_gpu_show(w, size);
	for (unsigned i = 0; i < WARM; i++)
		wire_gpu_do(w, commands, 2);
	hist_clear(&frame);
	begin = vdev_now(v);
	end = begin + (uint64_t)job_setting(job, "wire.gpu_ms", 200) * MS_NS;
	while (frame.count < most && vdev_now(v) < end)
		hist_add(&frame, wire_gpu_do(w, commands, 2));
	seconds = (double)(vdev_now(v) - begin) / S_NS;
	median = hist_percentile(&frame, 50);
	metric_hist(job, "wire.gpu.frames.time", size->conditions, &frame);
	metric_value(job, "wire.gpu.frames.exits", size->conditions, median / wire_exit_ns(v));
	metric_value(job, "wire.gpu.frames.rate", size->conditions, (double)frame.count / seconds);
	metric_value(job, "wire.gpu.frames.throughput", size->conditions,
		(double)frame.count * bytes / MB / seconds);
	wire_gpu_drop(w);
}

static void run(struct job *job)
{
	struct wire_gpu w = wire_gpu_start(job);

	vq_want_signal(w.gpu.control, false);
	wire_gpu_sizes(&w, SIZES, one_size);
}

static const struct metric_desc metrics[] = {
	{"wire.gpu.frames.time", "ns", BETTER_LOWER,
		"a frame: notification of its transfer and flush until both are used"},
	{"wire.gpu.frames.exits", "exits", BETTER_LOWER, "a frame: the median in register reads"},
	{"wire.gpu.frames.rate", "1/s", BETTER_HIGHER, "whole frames a second"},
	{"wire.gpu.frames.throughput", "MB/s", BETTER_HIGHER, "pixels transferred and flushed"},
	{0},
};

BENCH(wire_gpu_frames) = {
	.id = "wire.gpu.frames",
	.title = "How many whole frames a second a GPU takes, below any driver",
	.source = "VIRTIO 1.4, 5.7.6.2 Update a framebuffer and scanout",
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.timeout_ms = 60000,
	.metrics = metrics,
	.run = run,
};
