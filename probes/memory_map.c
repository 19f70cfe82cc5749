/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/memory_map.h"

#include "core/sysfs.h"
#include "probes/device_tree.h"
#include "probes/smbios.h"

#include <endian.h>
#include <stdio.h>
#include <string.h>

uint64_t meminfo_bytes(const char *key, uint64_t otherwise)
{
	FILE *file = fopen("/proc/meminfo", "re");
	char line[128];
	size_t length = strlen(key);
	unsigned long long kib;

	while (file && fgets(line, sizeof(line), file))
		if (!strncmp(line, key, length) && line[length] == ':' &&
			sscanf(line + length + 1, "%llu", &kib) == 1) {
			otherwise = (uint64_t)kib << 10;
			break;
		}
	if (file)
		fclose(file);
	return otherwise;
}

static void add_firmware_range(const char *path, void *to)
{
	char type[64];

	sysfs_line(type, sizeof(type), "%s/type", path);
	if (!strcmp(type, "System RAM"))
		*(uint64_t *)to += (uint64_t)(sysfs_int(0, "%s/end", path) -
					      sysfs_int(0, "%s/start", path) + 1);
}

/* "reg" of a memory node: pairs of address and size, two cells each on 64-bit machines. */
static void add_memory_node(const char *path, void *to)
{
	uint64_t pairs[64][2];
	size_t n = sysfs_bytes(pairs, sizeof(pairs), "%s", path) / sizeof(pairs[0]);

	for (size_t i = 0; i < n; i++)
		*(uint64_t *)to += be64toh(pairs[i][1]);
}

/* Only root sees addresses there; others see zeros, which sum up to nothing. */
static uint64_t iomem_system_ram(void)
{
	FILE *file = fopen("/proc/iomem", "re");
	unsigned long long start, end;
	char line[256];
	uint64_t sum = 0;

	while (file && fgets(line, sizeof(line), file))
		if (line[0] != ' ' && strstr(line, " : System RAM") &&
			sscanf(line, "%llx-%llx", &start, &end) == 2 && end)
			sum += end - start + 1;
	if (file)
		fclose(file);
	return sum;
}

void memory_map_read(struct memory_map *map)
{
	static uint8_t table[65536];
	size_t size = sysfs_bytes(table, sizeof(table), "/sys/firmware/dmi/tables/DMI");
	uint64_t nodes = 0;

	*map = (struct memory_map){
		.kernel = meminfo_bytes("MemTotal", 0),
		.installed = smbios_memory_bytes(table, size),
		.resources = iomem_system_ram(),
	};
	sysfs_each(add_firmware_range, &map->firmware, "/sys/firmware/memmap/*");
	sysfs_each(add_memory_node, &nodes, DEVICE_TREE "/memory*/reg");
	if (!map->firmware)
		map->firmware = nodes;
	if (!map->installed)
		map->installed = nodes;
}
