/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/config_fields.h"
#include "virtio/pci.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	const struct config_field *field = config_field(v, 0);
	const struct pci_cap *cap = pci_find_cap(pci_layout(v), PCI_CFG_DEVICE, 0);

	if (!field) {
		absent(job, "devices of this type have no configuration");
		return;
	}
	expected(job, "a capability of type %d, as there is %s", PCI_CFG_DEVICE, field->name);
	observed(job, "%s", cap ? "there is one" : "there is none");
	if (cap)
		pass(job);
	else
		fail(job, "there is no device configuration capability");
}

CHECK(pci_device_present) = {
	.id = "virtio.pci.device-present",
	.title = "A device that has a configuration has a capability for it",
	.source = "VIRTIO 1.4, 4.1.4.6 Device-specific configuration",
	.prose = "the device MUST present at least one VIRTIO_PCI_CAP_DEVICE_CFG capability for "
		 "any device type that has a device-specific configuration",
	.level = LEVEL_MUST,
	.each = &wire_pci_devices,
	.flags = UNIT_CLAIMS,
	.run = run,
};
