/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/wire.h"

#include "virtio/dma.h"
#include "virtio/ids.h"
#include "virtio/mmio.h"
#include "virtio/pci.h"

#include <errno.h>
#include <string.h>

static struct vdev opened; /* a job has one device */
static wire_bus_open *other_bus;
static bool other_is_mmio;

void wire_bus_is(wire_bus_open *open, bool mmio)
{
	other_bus = open;
	other_is_mmio = mmio;
}

bool wire_is_mmio(const struct device *device)
{
	return other_bus ? other_is_mmio : strncmp(device->path, "/sys/bus/pci/", 13) != 0;
}

static struct bus *open_bus(const struct device *device, struct message *msg)
{
	if (other_bus)
		return other_bus(device->path, msg);
	return wire_is_mmio(device) ? bus_mmio_open(device->path, msg)
				    : bus_pci_open(device->path, msg);
}

/* Where no device answers, reads give all ones (PCI 3.0, 3.2.2.3.4): nothing is to be judged. */
static bool is_gone(struct vdev *v)
{
	bool mmio = wire_is_mmio(v->job->device);

	return bus_read(v->bus, mmio ? BUS_MMIO : BUS_CONFIG, 0, 4) == UINT32_MAX;
}

struct vdev *wire_open_bus(struct job *job)
{
	struct message msg = {0};
	struct vdev *v = &opened;

	dma_pool_reset();
	*v = (struct vdev){.job = job, .bus = open_bus(job->device, &msg)};
	if (v->bus && !is_gone(v))
		return v;
	if (v->bus)
		wedged(job, "%s is gone: its registers read all ones", job->device->id);
	else
		say(job, VERDICT_ERROR, "%s", msg.text);
	job_stop(job);
}

/* No device is left running: what it still writes would go to the next check's buffers. */
static void leave(struct job *job)
{
	struct vdev *v = &opened;
	struct message what = {0};

	if (v->live && !vdev_try_reset(v, VDEV_RESET_MS, NULL))
		wedged(job, "the device did not come back from reset after the check");
	if (v->lie)
		say(job, VERDICT_FAIL, "%s", v->lie);
	if (!dma_intact(&what))
		say(job, VERDICT_FAIL, "%s", what.text);
}

/* What stands in a device's own registers is its fault; a legacy device is nobody's. */
static enum verdict word_for(int err)
{
	if (err == -ENOTSUP)
		return VERDICT_SKIPPED;
	return err == -EPROTO ? VERDICT_FAIL : VERDICT_ERROR;
}

struct vdev *wire_open(struct job *job)
{
	struct message msg = {0};
	struct vdev *v = wire_open_bus(job);
	int err = wire_is_mmio(job->device) ? mmio_attach(v, &msg) : pci_attach(v, &msg);

	if (err) {
		say(job, word_for(err), "%s", msg.text);
		job_stop(job);
	}
	if (!wire_is_class(job->device, virtio_class(v->type)))
		vdev_lied(v, "the device is known as %s, but says that it is of type %u",
			job->device->id, v->type);
	vdev_reset(v);
	v->offered = vdev_read_features(v);
	job->at_end = leave;
	return v;
}
