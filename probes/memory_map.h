/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_MEMORY_MAP_H
#define PROBES_MEMORY_MAP_H

#include <stdint.h>

/* How much memory there is, as different sources tell it; 0: that source does not. */
struct memory_map {
	uint64_t kernel;    /* MemTotal: what the kernel can give away */
	uint64_t firmware;  /* RAM in the map that the firmware handed over, or the device tree's */
	uint64_t installed; /* SMBIOS memory devices, or the device tree's memory nodes */
	uint64_t resources; /* "System RAM" of /proc/iomem: what the kernel took over */
};

void memory_map_read(struct memory_map *map);
/* A line of /proc/meminfo, in bytes; `otherwise` where it is not there. */
uint64_t meminfo_bytes(const char *key, uint64_t otherwise);

#endif
