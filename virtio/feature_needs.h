/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VIRTIO_FEATURE_NEEDS_H
#define VIRTIO_FEATURE_NEEDS_H

#include "virtio/features.h"

/*
 * Which features require others: the "Feature bit requirements" of VIRTIO 1.4, 5.1.3.1
 * (net), 5.7.3 (gpu), 5.9.3 (crypto) and 5.20 (CAN). No other type has any.
 */

/* What the bit requires, by names: "A B|C" is A, and B or C. NULL: nothing. */
const char *feature_needs(unsigned type, unsigned bit);
/* The first bit of the set that lacks what it requires; FEATURE_BITS: the set is valid. */
unsigned feature_unmet(unsigned type, const struct features *set);

#endif
