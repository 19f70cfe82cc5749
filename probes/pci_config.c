/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/pci_config.h"

#include "core/sysfs.h"

#include <linux/pci_regs.h>
#include <string.h>

void pci_config_walk(struct pci_config *config)
{
	const size_t max = sizeof(config->caps);
	uint8_t at;

	config->cap_count = 0;
	if (config->size <= PCI_CAPABILITY_LIST ||
		!(config->bytes[PCI_STATUS] & PCI_STATUS_CAP_LIST))
		return;
	at = config->bytes[PCI_CAPABILITY_LIST] & 0xfc;
	while (at >= PCI_STD_HEADER_SIZEOF && (size_t)at + 2 <= config->size &&
		config->cap_count < max) {
		config->caps[config->cap_count++] = at;
		at = config->bytes[at + PCI_CAP_LIST_NEXT] & 0xfc;
	}
}

void pci_config_read(struct pci_config *config, const char *address)
{
	memset(config, 0, sizeof(*config));
	config->size = sysfs_bytes(
		config->bytes, sizeof(config->bytes), PCI_DEVICES "/%s/config", address);
	pci_config_walk(config);
}

const char *pci_capability_name(uint8_t id)
{
	static const char *const names[] = {
		[PCI_CAP_ID_PM] = "power management",
		[PCI_CAP_ID_AGP] = "AGP",
		[PCI_CAP_ID_VPD] = "vital product data",
		[PCI_CAP_ID_SLOTID] = "slot identification",
		[PCI_CAP_ID_MSI] = "MSI",
		[PCI_CAP_ID_CHSWP] = "CompactPCI hot-swap",
		[PCI_CAP_ID_PCIX] = "PCI-X",
		[PCI_CAP_ID_HT] = "HyperTransport",
		[PCI_CAP_ID_VNDR] = "vendor-specific",
		[PCI_CAP_ID_DBG] = "debug port",
		[PCI_CAP_ID_SHPC] = "standard hot-plug controller",
		[PCI_CAP_ID_SSVID] = "bridge subsystem id",
		[PCI_CAP_ID_EXP] = "PCI Express",
		[PCI_CAP_ID_MSIX] = "MSI-X",
		[PCI_CAP_ID_SATA] = "SATA",
		[PCI_CAP_ID_AF] = "advanced features",
		[PCI_CAP_ID_EA] = "enhanced allocation",
	};

	return id < sizeof(names) / sizeof(*names) ? names[id] : NULL;
}

uint32_t pci_config_long(const struct pci_config *config, size_t at)
{
	uint32_t value = 0;

	if (at + sizeof(value) <= config->size)
		memcpy(&value, config->bytes + at, sizeof(value));
	return value;
}

unsigned pci_config_msix_vectors(const struct pci_config *config)
{
	for (size_t i = 0; i < config->cap_count; i++)
		if (config->bytes[config->caps[i]] == PCI_CAP_ID_MSIX)
			return (pci_config_long(config, config->caps[i]) >> 16 &
				       PCI_MSIX_FLAGS_QSIZE) +
			       1;
	return 0;
}
