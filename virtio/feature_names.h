/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_FEATURE_NAMES_H
#define VIRTIO_FEATURE_NAMES_H

#include <stddef.h>

#define VIRTIO_FEATURE_BITS 128 /* words 0 to 3: net reaches bit 70 */

/*
 * What VIRTIO 1.4 calls a feature bit of a device of that type, e.g. "VIRTIO_F_VERSION_1"
 * or "VIRTIO_BLK_F_FLUSH", bits of the legacy interface included; NULL where it has no
 * name. The same bit may mean different things by type (41: see the table).
 */
const char *virtio_feature_name(unsigned type, unsigned bit);

/* The name, or "bit 44" where there is none. */
void virtio_feature_text(char *text, size_t size, unsigned type, unsigned bit);

#endif
