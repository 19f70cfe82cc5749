/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_TRAP_H
#define EL1_TRAP_H

#include <stdbool.h>
#include <stdint.h>

/*
 * An instruction between trap_expect() and trap_taken() may fault: it is passed over.
 * Only the first CPU asks such questions.
 */
struct trap {
	bool taken;
	uint64_t syndrome, address; /* ESR_EL1, FAR_EL1 */
};

void trap_expect(void);
bool trap_taken(struct trap *trap);
/* "undefined instruction", "data abort": what a syndrome says, in words. */
const char *trap_words(uint64_t syndrome);

#endif
