/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "virtio/balloon_pages.h"
#include "virtio/ids.h"
#include "virtio/inventory.h"
#include "virtio/negotiated.h"

#include <inttypes.h>
#include <unistd.h>

#define VERSION_1 32

/* What these checks say, they say of what the kernel's driver agreed on. */
static void read_bound(struct job *job, struct virtio_negotiated *device)
{
	virtio_negotiated_read(device, job->device->path);
	if (device->driver[0])
		return;
	skipped(job, "the kernel has no driver bound to %s (type %u)", device->name, device->type);
	job_stop(job);
}

static void run_version_1(struct job *job)
{
	struct virtio_negotiated device;

	read_bound(job, &device);
	expected(job, "VIRTIO_F_VERSION_1 negotiated");
	observed(job, "%s", device.bits);
	if (virtio_negotiated_has(&device, VERSION_1))
		pass(job);
	else
		fail(job, "%s is driven by the legacy interface", device.name);
}

static void run_driver_ok(struct job *job)
{
	const unsigned wanted =
		STATUS_ACKNOWLEDGE | STATUS_DRIVER | STATUS_FEATURES_OK | STATUS_DRIVER_OK;
	const unsigned bad = STATUS_NEEDS_RESET | STATUS_FAILED;
	struct virtio_negotiated device;

	read_bound(job, &device);
	expected(job, "0x%x set, 0x%x clear", wanted, bad);
	observed(job, "0x%x", device.status);
	if (device.status & bad)
		fail(job, "%s says %s", device.name,
			device.status & STATUS_FAILED ? "FAILED" : "DEVICE_NEEDS_RESET");
	else if ((device.status & wanted) != wanted)
		fail(job, "the status of %s does not show a driver at work", device.name);
	else
		pass(job);
}

static size_t find_balloons(struct device *devices, size_t max)
{
	static struct device all[64];
	size_t count = virtio_find_all(all, 64), balloons = 0;

	for (size_t i = 0; i < count && i < 64; i++)
		if (sysfs_int(0, "%s/device", all[i].path) == VIRTIO_TYPE_BALLOON) {
			if (balloons < max)
				devices[balloons] = all[i];
			balloons++;
		}
	return balloons;
}

static const struct device_set balloons = {.name = "virtio balloon", .find = find_balloons};

/*
 * Pages a balloon holds are missing from what is free; they cannot be more than there
 * are, and a driver never gives back more than it took.
 */
static void run_balloon(struct job *job)
{
	int64_t inflated = 0, deflated = 0, pages = sysconf(_SC_PHYS_PAGES);

	if (!balloon_pages(&inflated, &deflated)) {
		unobservable(job, "the kernel does not count pages in balloons");
		return;
	}
	expected(job, "0 <= pages held <= %" PRId64, pages);
	observed(job, "%" PRId64 " taken, %" PRId64 " given back", inflated, deflated);
	if (deflated > inflated || inflated - deflated > pages)
		fail(job, "the balloon's pages do not add up");
	else
		pass(job);
}

CHECK(virtio_kernel_version_1) = {
	.id = "virtio.kernel.version-1",
	.title = "The kernel's driver works by VIRTIO 1.x, not by the legacy interface",
	.source = "VIRTIO 1.4, 6",
	.statements = "V14-CORE-D023",
	.each = &virtio_devices,
	.run = run_version_1,
};

CHECK(virtio_kernel_driver_ok) = {
	.id = "virtio.kernel.driver-ok",
	.title = "Each device that has a driver is at work: DRIVER_OK, not FAILED or NEEDS_RESET",
	.source = "VIRTIO 1.4, 2.1 and 3.1.1",
	.each = &virtio_devices,
	.run = run_driver_ok,
};

CHECK(virtio_kernel_balloon) = {
	.id = "virtio.kernel.balloon",
	.title = "The pages that a balloon holds add up",
	.source = "VIRTIO 1.4, 5.5.6; /proc/vmstat",
	.each = &balloons,
	.run = run_balloon,
};
