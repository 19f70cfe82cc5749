/* SPDX-License-Identifier: Apache-2.0 */
/* A device tree of any bytes: every node and property is read, and nothing behind its end. */
#include "core/fdt.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>

static void read_node(const struct fdt_node *node)
{
	static const char *const names[] = {"compatible", "reg", "status", "interrupts"};
	volatile const uint8_t *bytes;
	uint64_t address, length;
	volatile uint8_t sum = 0;
	size_t size = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		bytes = fdt_property(node, names[i], &size);
		for (size_t k = 0; bytes && k < size; k++)
			sum ^= bytes[k];
		fdt_has_text(node, names[i], "okay");
		fdt_cell(node, names[i], (unsigned)size, 0);
	}
	sum ^= (uint8_t)strlen(fdt_text(node, "compatible"));
	sum ^= (uint8_t)strlen(node->name);
	for (unsigned i = 0; i < 4 && fdt_reg(node, i, &address, &length); i++)
		;
	fdt_enabled(node);
	(void)sum; /* it was read */
}

/* The reader is told where a tree is, not how long the memory is: the header says that. */
static uint8_t *tree_of(const uint8_t *data, size_t size)
{
	uint8_t *tree = malloc(size);

	if (!tree)
		abort();
	memcpy(tree, data, size);
	for (int i = 0; i < 4; i++)
		tree[4 + i] = (uint8_t)(size >> (24 - 8 * i));
	return tree;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct fdt fdt;
	struct fdt_node node = {.fdt = &fdt};
	uint8_t *tree;

	if (size < 40) /* not even a header */
		return 0;
	tree = tree_of(data, size);
	if (fdt_open(&fdt, tree)) {
		for (size_t nodes = 0; fdt_next(&node); nodes++) {
			if (nodes > size)
				abort(); /* more nodes than bytes: it does not end */
			read_node(&node);
		}
		fdt_find(&fdt, &node, "arm,pl011");
		fdt_at(&fdt, &node, "/cpus/cpu@0");
	}
	free(tree);
	return 0;
}
