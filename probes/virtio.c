/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/pci_config.h"
#include "virtio/ids.h"
#include "virtio/inventory.h"
#include "virtio/negotiated.h"

#include <linux/pci_regs.h>
#include <stdio.h>
#include <string.h>

#define DEVICES_MAX	    64
#define VERSION_1	    32
#define FIRST_MODERN_DEVICE 0x1040 /* VIRTIO 1.4, 4.1.2: below are transitional ids */

static void show_features(struct job *job, const char *id, const struct virtio_negotiated *device)
{
	struct fact_items names = {0};

	for (unsigned bit = 0; bit < VIRTIO_FEATURE_BITS; bit++) {
		char text[64];

		if (!virtio_negotiated_has(device, bit))
			continue;
		virtio_feature_text(text, sizeof(text), device->type, bit);
		fact_item(&names, "%s", text);
	}
	fact_list(job, &names, "%s.features_negotiated", id);
}

static void show_status(struct job *job, const char *id, unsigned status)
{
	static const struct {
		unsigned bit;
		const char *name;
	} bits[] = {
		{STATUS_ACKNOWLEDGE, "ACKNOWLEDGE"},
		{STATUS_DRIVER, "DRIVER"},
		{STATUS_DRIVER_OK, "DRIVER_OK"},
		{STATUS_FEATURES_OK, "FEATURES_OK"},
		{STATUS_SUSPEND, "SUSPEND"},
		{STATUS_NEEDS_RESET, "DEVICE_NEEDS_RESET"},
		{STATUS_FAILED, "FAILED"},
	};
	struct fact_items names = {0};

	for (size_t i = 0; i < sizeof(bits) / sizeof(*bits); i++)
		if (status & bits[i].bit)
			fact_item(&names, "%s", bits[i].name);
	fact_list(job, &names, "%s.status", id);
}

/*
 * On PCI the ids and the presence of virtio's capabilities tell; elsewhere a device that
 * agreed to VERSION_1 is modern. NULL: not to be told.
 */
static const char *revision(
	const struct virtio_negotiated *device, const char *transport, const char *where)
{
	struct pci_config config;

	if (strcmp(transport, "pci") != 0)
		return !device->driver[0]			  ? NULL
		       : virtio_negotiated_has(device, VERSION_1) ? "modern"
								  : "legacy";
	if (sysfs_int(0, PCI_DEVICES "/%s/device", where) >= FIRST_MODERN_DEVICE)
		return "modern";
	pci_config_read(&config, where);
	for (size_t i = 0; i < config.cap_count; i++)
		if (config.bytes[config.caps[i]] == PCI_CAP_ID_VNDR)
			return "transitional";
	return config.size == sizeof(config.bytes) ? "legacy" : NULL;
}

static void show_device(struct job *job, const struct device *found)
{
	struct virtio_negotiated device;
	char where[64];
	const char *transport = virtio_transport(found->path, where, sizeof(where)), *kind;

	virtio_negotiated_read(&device, found->path);
	fact_int(job, device.type, "%s.type", found->id);
	fact_int(job, device.vendor, "%s.vendor", found->id);
	fact_str(job, device.name, "%s.kernel_name", found->id);
	fact_str(job, transport, "%s.transport", found->id);
	fact_str(job, where, "%s.transport_device", found->id);
	kind = revision(&device, transport, where);
	if (kind)
		fact_str(job, kind, "%s.revision", found->id);
	show_status(job, found->id, device.status);
	if (!device.driver[0])
		return;
	fact_str(job, device.driver, "%s.driver", found->id);
	show_features(job, found->id, &device);
}

static void run(struct job *job)
{
	static struct device found[DEVICES_MAX];
	size_t count = virtio_find_all(found, DEVICES_MAX);

	fact_int(job, (int64_t)count, "virtio.count");
	for (size_t i = 0; i < count && i < DEVICES_MAX; i++)
		show_device(job, &found[i]);
}

static const struct fact_desc facts[] = {
	{"virtio.count", FACT_INTEGER, NULL, "virtio devices"},
	{"virtio.*[].type", FACT_INTEGER, NULL, "device type (VIRTIO 1.4, clause 5)"},
	{"virtio.*[].vendor", FACT_INTEGER, NULL, "vendor id of the transport"},
	{"virtio.*[].kernel_name", FACT_STRING, NULL, "the kernel's name, virtioN"},
	{"virtio.*[].transport", FACT_STRING, NULL, "pci, mmio, ccw, or the name of another bus"},
	{"virtio.*[].transport_device", FACT_STRING, NULL, "where it sits on that bus"},
	{"virtio.*[].revision", FACT_STRING, NULL,
		"modern (VIRTIO 1.x only), transitional (both), or legacy (no VIRTIO 1.x "
		"interface)"},
	{"virtio.*[].status", FACT_LIST, NULL, "bits set in the device status field"},
	{"virtio.*[].driver", FACT_STRING, NULL, "the kernel's driver, where one is bound"},
	{"virtio.*[].features_negotiated", FACT_LIST, NULL,
		"features that device and kernel driver agreed on; the offered ones are the wire "
		"lane's"},
	{0},
};

PROBE(virtio) = {
	.id = "virtio",
	.title = "Every virtio device: type, transport, status, negotiated features",
	.source = "VIRTIO 1.4, 2.1, 2.2 and 5; Documentation/ABI/testing/sysfs-bus-virtio",
	.facts = facts,
	.run = run,
};
