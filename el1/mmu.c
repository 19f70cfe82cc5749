/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/mmu.h"

#include "el1/text.h"

/* Arm ARM D8.3: block descriptors of level 1 */
#define BLOCK	     1ull
#define DEVICE	     (0ull << 2)
#define NORMAL	     (1ull << 2)
#define INNER_SHARED (3ull << 8)
#define ACCESSED     (1ull << 10)
#define NO_EXECUTE   (3ull << 53)
#define GIB_SHIFT    30
#define ENTRIES	     512

uint64_t mmu_table[ENTRIES] __attribute__((aligned(4096)));

extern char _start[], __bss_end[];
void mmu_enable(void);
void cache_drop(const void *start, const void *end);

static void set_normal(uint64_t address, uint64_t size)
{
	for (uint64_t gib = address >> GIB_SHIFT;
		gib < ENTRIES && gib <= (address + size - 1) >> GIB_SHIFT; gib++)
		mmu_table[gib] = gib << GIB_SHIFT | BLOCK | NORMAL | INNER_SHARED | ACCESSED;
}

void mmu_start(const struct fdt *fdt, const void *dtb)
{
	struct fdt_node node = {.fdt = fdt};
	uint64_t address, size;

	for (uint64_t gib = 0; gib < ENTRIES; gib++)
		mmu_table[gib] = gib << GIB_SHIFT | BLOCK | DEVICE | ACCESSED | NO_EXECUTE;
	while (fdt_next(&node))
		for (unsigned i = 0; text_equal(fdt_text(&node, "device_type"), "memory") &&
				     fdt_reg(&node, i, &address, &size);
			i++)
			if (size)
				set_normal(address, size);
	set_normal((uint64_t)dtb, fdt->size);
	set_normal((uint64_t)_start, (uint64_t)(__bss_end - _start));
	cache_drop(_start, __bss_end);
	mmu_enable();
}
