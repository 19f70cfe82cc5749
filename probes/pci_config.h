/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_PCI_CONFIG_H
#define PROBES_PCI_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#define PCI_DEVICES "/sys/bus/pci/devices"

/* A function's configuration space as sysfs shows it: 64 bytes to others than root. */
struct pci_config {
	uint8_t bytes[256];
	size_t size;
	uint8_t caps[48]; /* offsets of the capabilities, in the order of their list */
	size_t cap_count;
};

/* `address`: domain:bus:device.function. */
void pci_config_read(struct pci_config *config, const char *address);
/* Fills caps from bytes; a list that leads in a circle ends after one turn. */
void pci_config_walk(struct pci_config *config);
/* "MSI-X"; NULL for an id that the table does not know. */
const char *pci_capability_name(uint8_t id);
/* Vectors of the MSI-X table; 0: no such capability. */
unsigned pci_config_msix_vectors(const struct pci_config *config);
uint32_t pci_config_long(const struct pci_config *config, size_t at);

#endif
