/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "probes/pci_config.h"
#include "virtio/inventory.h"
#include "virtio/negotiated.h"

#include <fcntl.h>
#include <linux/pci_regs.h>
#include <linux/virtio_pci.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define DEVICES_MAX 64
#define PAGE	    4096u

/* A virtio structure's capability (4.1.4): where in which BAR it lies. */
struct structure {
	uint8_t kind, bar;
	uint32_t offset, length;
};

static const char *structure_name(uint8_t kind)
{
	static const char *const names[] = {
		[VIRTIO_PCI_CAP_COMMON_CFG] = "common configuration",
		[VIRTIO_PCI_CAP_NOTIFY_CFG] = "notifications",
		[VIRTIO_PCI_CAP_ISR_CFG] = "ISR status",
		[VIRTIO_PCI_CAP_DEVICE_CFG] = "device configuration",
		[VIRTIO_PCI_CAP_PCI_CFG] = "configuration access",
		[VIRTIO_PCI_CAP_SHARED_MEMORY_CFG] = "shared memory",
		[9] = "vendor data", /* VIRTIO_PCI_CAP_VENDOR_CFG: not in older headers */
	};

	return kind < sizeof(names) / sizeof(*names) && names[kind] ? names[kind] : "reserved";
}

/* Capabilities of kind "vendor-specific" are virtio's own on a virtio function. */
static size_t find_structures(
	const struct pci_config *config, struct structure *structures, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; i < config->cap_count && count < max; i++) {
		size_t at = config->caps[i];

		if (config->bytes[at] != PCI_CAP_ID_VNDR || at + 16 > config->size)
			continue;
		structures[count++] = (struct structure){
			.kind = config->bytes[at + 3],
			.bar = config->bytes[at + 4],
			.offset = pci_config_long(config, at + 8),
			.length = pci_config_long(config, at + 12),
		};
	}
	return count;
}

/*
 * num_queues changes nothing by being read, so a bound driver does not mind. The kernel
 * lets a BAR in use be mapped only if it was started with iomem=relaxed; else -1.
 */
static int read_num_queues(const char *address, const struct structure *common)
{
	size_t at = common->offset % PAGE + offsetof(struct virtio_pci_common_cfg, num_queues);
	char path[512];
	volatile const uint8_t *bar;
	int fd, queues;

	if (common->offset % 4 || at + 2 > PAGE)
		return -1;
	snprintf(path, sizeof(path), PCI_DEVICES "/%s/resource%u", address, common->bar);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	bar = mmap(NULL, PAGE, PROT_READ, MAP_SHARED, fd, common->offset / PAGE * PAGE);
	close(fd);
	if (bar == MAP_FAILED)
		return -1;
	queues = *(volatile const uint16_t *)(bar + at);
	munmap((void *)bar, PAGE);
	return queues;
}

static void show_device(struct job *job, const struct device *found, const char *address)
{
	struct structure structures[16];
	struct fact_items names = {0};
	struct pci_config config;
	size_t count;

	pci_config_read(&config, address);
	count = find_structures(&config, structures, 16);
	for (size_t i = 0; i < count; i++)
		fact_item(&names, "%s: BAR %u, 0x%x bytes at 0x%x",
			structure_name(structures[i].kind), structures[i].bar, structures[i].length,
			structures[i].offset);
	fact_list(job, &names, "%s.pci_structures", found->id);
	fact_int(job, pci_config_msix_vectors(&config), "%s.msix_vectors", found->id);
	for (size_t i = 0; i < count; i++)
		if (structures[i].kind == VIRTIO_PCI_CAP_COMMON_CFG) {
			int queues = read_num_queues(address, &structures[i]);

			if (queues >= 0)
				fact_int(job, queues, "%s.queues_max", found->id);
			break; /* drivers use the first of each kind (4.1.4) */
		}
}

static void run(struct job *job)
{
	static struct device found[DEVICES_MAX];
	size_t count = virtio_find_all(found, DEVICES_MAX);
	char where[64];

	for (size_t i = 0; i < count && i < DEVICES_MAX; i++)
		if (!strcmp(virtio_transport(found[i].path, where, sizeof(where)), "pci"))
			show_device(job, &found[i], where);
}

static const struct fact_desc facts[] = {
	{"virtio.*[].pci_structures", FACT_LIST, NULL,
		"what the vendor-specific capabilities point to, in the order of their list"},
	{"virtio.*[].queues_max", FACT_INTEGER, NULL,
		"num_queues: virtqueues the device has at most"},
	{"virtio.*[].msix_vectors", FACT_INTEGER, NULL, "vectors of its MSI-X table; 0: none"},
	{0},
};

PROBE(virtio_pci) = {
	.id = "virtio-pci",
	.title = "What virtio devices on PCI show in configuration space",
	.source = "VIRTIO 1.4, 4.1.2 to 4.1.4",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
