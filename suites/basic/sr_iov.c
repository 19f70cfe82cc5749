/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/pci.h"
#include "virtio/wire.h"

#define EXTENDED_START 0x100
#define CAPS_MAX       64

/* PCI Express 5.0, 7.6: a list of its own, from 0x100 on; 0 or all ones ends it. */
static bool has_sr_iov(struct vdev *v)
{
	unsigned at = EXTENDED_START;

	for (unsigned n = 0; n < CAPS_MAX && at >= EXTENDED_START; n++) {
		uint32_t header = bus_read(v->bus, BUS_CONFIG, at, 4);

		if (header == UINT32_MAX)
			return false;
		if (PCI_EXT_CAP_ID(header) == PCI_EXT_CAP_ID_SRIOV)
			return true;
		at = PCI_EXT_CAP_NEXT(header);
	}
	return false;
}

static bool look(struct vdev *v, bool *offered)
{
	bool there = !wire_is_mmio(v->job->device) && has_sr_iov(v);

	*offered = vdev_offers(v, VIRTIO_F_SR_IOV);
	observed(v->job, "SR-IOV capability %s, VIRTIO_F_SR_IOV %s", there ? "present" : "absent",
		*offered ? "offered" : "not offered");
	return there;
}

static void run_offered(struct job *job)
{
	bool offered, there = look(wire_open(job), &offered);

	if (!there)
		absent(job, "there is no SR-IOV capability");
	else if (!offered)
		fail(job, "there is an SR-IOV capability, but VIRTIO_F_SR_IOV is not offered");
	else
		pass(job);
}

static void run_unbacked(struct job *job)
{
	bool offered, there = look(wire_open(job), &offered);

	if (offered && !there)
		fail(job, "VIRTIO_F_SR_IOV is offered without an SR-IOV capability");
	else
		pass(job);
}

CHECK(virtio_sr_iov_offered) = {
	.id = "virtio.features.sr-iov",
	.title = "A device with an SR-IOV capability offers VIRTIO_F_SR_IOV",
	.source = "VIRTIO 1.4, 6.2 Reserved Feature Bits",
	.level = LEVEL_SHOULD,
	.statements = "V14-CORE-D031",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_offered,
};

CHECK(virtio_sr_iov_unbacked) = {
	.id = "virtio.features.sr-iov-unbacked",
	.title = "A device without an SR-IOV capability does not offer VIRTIO_F_SR_IOV",
	.source = "VIRTIO 1.4, 6.2 Reserved Feature Bits",
	.level = LEVEL_MUST,
	.statements = "V14-CORE-D032",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_unbacked,
};
