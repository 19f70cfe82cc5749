/* SPDX-License-Identifier: Apache-2.0 */
#include "probes/smbios.h"

#include <string.h>

#define TYPE_MEMORY_DEVICE 17
#define TYPE_END	   127
#define HEADER		   4
#define SIZE		   0x0c /* MiB; KiB with bit 15; 0x7fff: see the extended one */
#define EXTENDED_SIZE	   0x1c /* MiB */
#define SIZE_UNKNOWN	   0xffff
#define SIZE_EXTENDED	   0x7fff

static uint64_t memory_device_bytes(const uint8_t *structure, uint8_t length)
{
	uint16_t size;
	uint32_t extended;

	if (length < SIZE + sizeof(size))
		return 0;
	memcpy(&size, structure + SIZE, sizeof(size));
	if (size == SIZE_UNKNOWN)
		return 0;
	if (size == SIZE_EXTENDED && length >= EXTENDED_SIZE + sizeof(extended)) {
		memcpy(&extended, structure + EXTENDED_SIZE, sizeof(extended));
		return (uint64_t)(extended & 0x7fffffff) << 20;
	}
	return size & 0x8000 ? (uint64_t)(size & 0x7fff) << 10 : (uint64_t)size << 20;
}

uint64_t smbios_memory_bytes(const uint8_t *table, size_t size)
{
	uint64_t sum = 0;
	size_t at = 0;

	while (at + HEADER <= size && table[at] != TYPE_END) {
		uint8_t length = table[at + 1];

		if (length < HEADER || at + length > size)
			break;
		if (table[at] == TYPE_MEMORY_DEVICE)
			sum += memory_device_bytes(table + at, length);
		/* The formatted part is followed by strings, which end with an empty one. */
		for (at += length; at + 1 < size && (table[at] || table[at + 1]);)
			at++;
		at += 2;
	}
	return sum;
}
