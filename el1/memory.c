/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/mmu.h"
#include "el1/text.h"

#define PATTERN 0x5ca1ab1e0ddba11ull

extern char _start[], __bss_end[];

/* The next pair of "reg" of the tree's memory nodes; `node` {.fdt} and `index` 0 to begin. */
static bool next_range(struct fdt_node *node, unsigned *index, uint64_t *address, uint64_t *size)
{
	for (;;) {
		if (node->name && text_equal(fdt_text(node, "device_type"), "memory") &&
			fdt_reg(node, (*index)++, address, size))
			return true;
		*index = 0;
		if (!fdt_next(node))
			return false;
	}
}

static void run(void)
{
	struct fdt_node node = {.fdt = &device_tree};
	uint64_t address, size, total = 0;
	unsigned index = 0, ranges = 0;

	while (next_range(&node, &index, &address, &size)) {
		if (!ranges++)
			fact_hex("arm.memory.start", address);
		total += size;
	}
	fact_int("arm.memory.ranges", ranges);
	fact_int("arm.memory.size_mib", (int64_t)(total >> 20));
}

EL1_UNIT(45, memory) = {"el1.memory", "probe", run};

static bool inside(uint64_t at, const void *start, uint64_t size)
{
	return at + 8 > (uint64_t)start && at < (uint64_t)start + size;
}

/* Writes and reads one word, and puts back what was there. */
static bool works(uint64_t at)
{
	volatile uint64_t *word = (volatile uint64_t *)at;
	uint64_t before, seen;
	struct trap trap;

	if (at >= MMU_END || inside(at, _start, (uint64_t)(__bss_end - _start)) ||
		inside(at, device_tree.start, device_tree.size))
		return true; /* not mapped here, or in use, which shows that it works */
	trap_expect();
	before = *word;
	*word = PATTERN;
	dsb();
	seen = *word;
	*word = before;
	return !trap_taken(&trap) && seen == PATTERN;
}

static void run_populated(void)
{
	struct fdt_node node = {.fdt = &device_tree};
	uint64_t address, size;
	unsigned index = 0;

	while (next_range(&node, &index, &address, &size)) {
		if (!size)
			continue;
		if (!works(address) || !works(address + size / 2 / 8 * 8) ||
			!works(address + size - 8))
			check_fail("memory that the device tree announces cannot be written and "
				   "read back");
	}
	check_pass();
}

EL1_UNIT(46, memory_populated) = {"el1.memory.populated", "check", run_populated};

/* What reading where nothing is does (BSA B_MEM_02 asks for an abort or a constant). */
static void run_beyond(void)
{
	struct fdt_node node = {.fdt = &device_tree};
	uint64_t address, size, end = 0;
	unsigned index = 0;
	struct trap trap;

	while (next_range(&node, &index, &address, &size))
		if (address + size > end)
			end = address + size;
	if (!end || end + 8 > MMU_END)
		return;
	trap_expect();
	size = read64(end);
	fact_text("arm.memory.beyond", trap_taken(&trap) ? trap_words(trap.syndrome)
				       : size		 ? "reads a value"
							 : "reads zero");
}

EL1_UNIT(90, memory_beyond) = {"el1.memory.beyond", "probe", run_beyond};
