/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"
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
	{"wire.reset.exits", "exits", BETTER_LOWER, "the median time of a reset in register reads"},
	{"wire.reset.first_request_exits", "exits", BETTER_LOWER,
		"the median time to the first answered request in register reads"},
	{0},
};

static struct hist reset_time, reset_stall, first_request, driver_ok_stall, exit_time;

/* The status of 0 is written in one call, so that its own time can be told. */
static void reset(struct vdev *v)
{
	uint64_t begin = vdev_now(v);

	vdev_set_status(v, 0);
	hist_add(&reset_stall, vdev_now(v) - begin);
	if (!vdev_try_status(v, UINT32_MAX, 0, VDEV_RESET_MS))
		vdev_reset(v); /* says that it is wedged */
	hist_add(&reset_time, vdev_now(v) - begin);
}

/* As any driver does it: vdev_begin() begins with a reset. */
static void first(struct vdev *v)
{
	uint64_t begin = vdev_now(v), ok;
	uint32_t status;
	struct exercise e;
	struct vq *q;

	vdev_begin(v);
	e = exercise_of(v);
	q = vq_open(v, e.queue, 0);
	v->live = true;
	status = vdev_status(v) | STATUS_DRIVER_OK;
	ok = vdev_now(v);
	vdev_set_status(v, status);
	hist_add(&driver_ok_stall, vdev_now(v) - ok);
	exercise_once(&e, q);
	hist_add(&first_request, vdev_now(v) - begin);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	unsigned cycles = (unsigned)job_setting(job, "wire.resets", 20);
	struct hist *all[] = {
		&reset_time, &reset_stall, &first_request, &driver_ok_stall, &exit_time};
	double exit_ns;

	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		hist_clear(all[i]);
	for (unsigned i = 0; i < cycles; i++) {
		first(v);
		reset(v); /* of a device that is at work */
		hist_add(&exit_time, (uint64_t)wire_exit_ns(v));
	}
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		metric_hist(job, metrics[i].id, "", all[i]);
	exit_ns = hist_percentile(&exit_time, 50);
	metric_value(job, "wire.reset.exits", "", hist_percentile(&reset_time, 50) / exit_ns);
	metric_value(job, "wire.reset.first_request_exits", "",
		hist_percentile(&first_request, 50) / exit_ns);
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
