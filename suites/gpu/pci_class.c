/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/gpu/gpu.h"
#include "virtio/pci.h"

#define DISPLAY_VGA   0x0300
#define DISPLAY_OTHER 0x0380

static void run(struct job *job)
{
	struct vdev *v = wire_open_bus(job);
	uint32_t class;

	if (wire_is_mmio(job->device)) {
		absent(job, "the device is no PCI function");
		return;
	}
	class = bus_read(v->bus, BUS_CONFIG, PCI_CLASS_DEVICE, 2);
	expected(
		job, "0x%04x, or 0x%04x and a framebuffer in region 0", DISPLAY_OTHER, DISPLAY_VGA);
	observed(job, "0x%04x, region 0 of 0x%llx bytes", class,
		(unsigned long long)v->bus->size[BUS_BAR0]);
	if (class == DISPLAY_OTHER || (class == DISPLAY_VGA && v->bus->size[BUS_BAR0]))
		pass(job);
	else
		fail(job, "the PCI class is 0x%04x", class);
}

CHECK(gpu_pci_class) = {
	.id = "virtio.gpu.pci-class",
	.title = "The PCI class tells whether there is VGA compatibility",
	.source = "VIRTIO 1.4, 5.7.7 VGA Compatibility",
	.prose = "the PCI class should be DISPLAY_VGA if VGA compatibility is present and "
		 "DISPLAY_OTHER otherwise",
	.level = LEVEL_SHOULD,
	.each = &wire_gpus,
	.flags = UNIT_CLAIMS,
	.run = run,
};
