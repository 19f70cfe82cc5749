/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/el1.h"
#include "el1/mmu.h"

#define FUNCTION_SIZE 4096
#define BUS_FUNCTIONS 256
#define NOTHING	      0xffffffffu

/* Where configuration space begins, that of the first bus; 0: none that can be reached. */
static uint64_t ecam(void)
{
	struct fdt_node node;
	uint64_t address, size;

	if (!fdt_find(&device_tree, &node, "pci-host-ecam-generic") ||
		!fdt_reg(&node, 0, &address, &size) || address + size > MMU_END)
		return 0;
	return address;
}

/* The first word of a function: vendor and device id; false where reading it faults. */
static bool read_id(uint64_t address, uint32_t *id)
{
	trap_expect();
	*id = read32(address);
	return !trap_taken(NULL);
}

/* How many functions there are on the first bus, as EL1 reads it; -1: a read faulted. */
static int count_functions(uint64_t address)
{
	uint32_t id;
	int count = 0;

	for (unsigned i = 0; i < BUS_FUNCTIONS; i++) {
		if (!read_id(address + (uint64_t)i * FUNCTION_SIZE, &id))
			return -1;
		count += id != NOTHING;
	}
	return count;
}

static void run(void)
{
	if (ecam())
		fact_int("arm.pci.functions", count_functions(ecam()));
}

EL1_UNIT(80, pci) = {"el1.pci", "probe", run};

static void run_absent(void)
{
	uint64_t address = ecam();
	uint32_t id;

	if (!address) {
		check_say("absent", "the device tree has no PCI configuration space");
		return;
	}
	for (unsigned i = 0; i < BUS_FUNCTIONS; i++)
		if (!read_id(address + (uint64_t)i * FUNCTION_SIZE, &id))
			check_fail("reading configuration space where no function is faults");
		else if (id != NOTHING && (id & 0xffff) == 0xffff)
			check_fail("where no function is, not all bits are ones");
	check_pass();
}

EL1_UNIT(81, pci_absent) = {"el1.pci.absent", "check", run_absent};
