/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"
#include "core/clock.h"
#include "virtio/exercise.h"
#include "virtio/wire.h"

static const struct metric_desc metrics[] = {
	{"wire.reset.time", "ns", BETTER_LOWER, "from writing status 0 until it reads 0"},
	{"wire.reset.stall", "ns", BETTER_LOWER, "how long the write of status 0 holds the vCPU"},
	{"wire.reset.first_request", "ns", BETTER_LOWER,
		"from writing status 0 until the first request was answered"},
	{"wire.reset.driver_ok_stall", "ns", BETTER_LOWER,
		"how long the write of DRIVER_OK holds the vCPU"},
	{"wire.exit.time", "ns", BETTER_LOWER, "a register's read, which the hypervisor answers"},
	{0},
};

static struct hist reset_time, reset_stall, first_request, driver_ok_stall, exit_time;

/* The status of 0 is written in one call, so that its own time can be told. */
static void reset(struct vdev *v, uint64_t begin)
{
	v->ops->set_status(v, 0);
	hist_add(&reset_stall, clock_ns() - begin);
	if (!vdev_try_status(v, UINT32_MAX, 0, VDEV_RESET_MS))
		vdev_reset(v); /* says that it is wedged */
	hist_add(&reset_time, clock_ns() - begin);
}

static void cycle(struct vdev *v)
{
	uint64_t begin = clock_ns(), ok;
	struct exercise e;
	struct vq *q;

	reset(v, begin);
	vdev_begin(v);
	e = exercise_of(v);
	q = vq_open(v, e.queue, 0);
	v->live = true;
	ok = clock_ns();
	vdev_add_status(v, STATUS_DRIVER_OK);
	hist_add(&driver_ok_stall, clock_ns() - ok);
	exercise_once(&e, q);
	hist_add(&first_request, clock_ns() - begin);
}

static void give(struct job *job, const char *id, const struct hist *hist)
{
	metric(job, &(struct metric){.id = id, .hist = hist});
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned cycles = (unsigned)job_setting(job, "wire.resets", 20);
	struct hist *all[] = {
		&reset_time, &reset_stall, &first_request, &driver_ok_stall, &exit_time};

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		hist_clear(all[i]);
	for (unsigned i = 0; i < cycles; i++)
		cycle(v);
	for (unsigned i = 0; i < cycles; i++)
		hist_add(&exit_time, (uint64_t)wire_exit_ns(v));
	give(job, metrics[0].id, &reset_time);
	give(job, metrics[1].id, &reset_stall);
	give(job, metrics[2].id, &first_request);
	give(job, metrics[3].id, &driver_ok_stall);
	give(job, metrics[4].id, &exit_time);
}

BENCH(wire_reset) = {
	.id = "wire.reset",
	.title = "How long a reset takes, and from there to the first answered request",
	.source = "VIRTIO 1.4, 2.4 Device Reset and 3.1 Device Initialization",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.metrics = metrics,
	.run = run,
};
