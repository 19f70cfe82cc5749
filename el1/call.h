/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_CALL_H
#define EL1_CALL_H

#include "core/fdt.h"

/*
 * Calls to what lies below (SMC Calling Convention, DEN0028): by HVC or SMC, as the
 * device tree's psci node says.
 */
struct answer {
	bool trapped; /* the call instruction itself faulted: nothing below takes calls */
	int64_t x[4];
};

#define NOT_SUPPORTED (-1)

/* False where no psci node names a method. */
bool call_find(const struct fdt *fdt);
/* "hvc", "smc", or "" */
const char *call_method(void);
struct answer call(uint32_t function, uint64_t a, uint64_t b, uint64_t c);
/* Function results of 32 bits are signed ones. */
int32_t call32(uint32_t function, uint64_t a, uint64_t b, uint64_t c);
/* How a call has faulted, in words, since this was last asked; NULL: none has. */
const char *call_exception(void);
/* Little more than the instruction, for timing. */
void call_raw(uint32_t function);

#endif
