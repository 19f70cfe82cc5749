/* SPDX-License-Identifier: Apache-2.0 */
#include "core/crc32c.h"

#define POLYNOMIAL 0x82f63b78u /* 0x1edc6f41 with its bits reversed */

uint32_t crc32c(uint32_t crc, const void *data, size_t size)
{
	static uint32_t table[256];
	const uint8_t *byte = data;

	for (uint32_t i = 0; !table[255] && i < 256; i++) {
		uint32_t row = i;

		for (int bit = 0; bit < 8; bit++)
			row = row >> 1 ^ (row & 1 ? POLYNOMIAL : 0);
		table[i] = row;
	}
	crc = ~crc;
	while (size--)
		crc = crc >> 8 ^ table[(crc ^ *byte++) & 0xff];
	return ~crc;
}
