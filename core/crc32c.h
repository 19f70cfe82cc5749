/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_CRC32C_H
#define CORE_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* CRC-32C (Castagnoli, RFC 3720 B.4) of `size` bytes; start with `crc` 0, chain results. */
uint32_t crc32c(uint32_t crc, const void *data, size_t size);

#endif
