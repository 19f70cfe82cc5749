/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_RANDOMNESS_H
#define CORE_RANDOMNESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The tests of FIPS 140-2, 4.9.1 (monobit, poker, long run), which a good generator
 * passes about 9,999 times in 10,000. They tell a broken one, never a good one.
 */
#define RANDOMNESS_BYTES 2500 /* 20,000 bits */

struct randomness {
	unsigned ones;	      /* 9726 to 10274 */
	double poker;	      /* 2.16 to 46.17 */
	unsigned longest_run; /* of equal bits, less than 26 */
};

void randomness_measure(struct randomness *found, const uint8_t bytes[RANDOMNESS_BYTES]);
bool randomness_passes(const struct randomness *found);

#endif
