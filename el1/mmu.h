/* SPDX-License-Identifier: Apache-2.0 */
#ifndef EL1_MMU_H
#define EL1_MMU_H

#include "core/fdt.h"

/*
 * Turns translation and caches on: every address is itself; gibibytes that hold memory
 * of the device tree, this program or the tree itself are normal memory, all others
 * (up to 512 GiB) device memory.
 */
void mmu_start(const struct fdt *fdt, const void *dtb);
/* The first address that is not mapped. */
#define MMU_END (512ull << 30)

#endif
