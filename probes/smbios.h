/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PROBES_SMBIOS_H
#define PROBES_SMBIOS_H

#include <stddef.h>
#include <stdint.h>

/*
 * Bytes of memory in all Memory Device structures (type 17; SMBIOS 3.7, 7.18) of a
 * structure table; 0 where it has none.
 */
uint64_t smbios_memory_bytes(const uint8_t *table, size_t size);

#endif
