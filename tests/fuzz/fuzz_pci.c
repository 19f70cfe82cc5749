/* SPDX-License-Identifier: Apache-2.0 */
/* Configuration space of any bytes: the capability list is walked in bounded steps. */
#include "tests/fuzz/fuzz.h"
#include "virtio/pci.h"

#include <stdlib.h>
#include <string.h>

#define CONFIG_SIZE 256

struct config_bus {
	struct bus bus;
	uint8_t config[CONFIG_SIZE];
};

static uint32_t read_config(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	uint32_t value = 0;

	if (space != BUS_CONFIG || offset + width > CONFIG_SIZE)
		abort(); /* the bus refuses such accesses before */
	memcpy(&value, ((struct config_bus *)bus)->config + offset, width);
	return value;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct bus_ops ops = {.read = read_config};
	struct config_bus bus = {.bus = {.ops = &ops, .size = {[BUS_CONFIG] = CONFIG_SIZE}}};
	struct pci_layout layout;

	memcpy(bus.config, data, size < CONFIG_SIZE ? size : CONFIG_SIZE);
	for (unsigned bar = 0; size > CONFIG_SIZE && bar < 6; bar++)
		bus.bus.size[BUS_BAR0 + bar] = (uint64_t)data[CONFIG_SIZE] << 8;
	pci_read_layout(&bus.bus, &layout);
	if (layout.count > PCI_CAPS_MAX)
		abort();
	pci_device_type(&bus.bus);
	return 0;
}
