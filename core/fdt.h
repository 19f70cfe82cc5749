/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CORE_FDT_H
#define CORE_FDT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads a flattened device tree (Devicetree Specification 0.4, chapter 5) where it
 * lies; every offset is checked against its size, so that a damaged tree ends early.
 */
struct fdt {
	const char *start;
	uint32_t size, structure, structure_end, strings;
};

#define FDT_DEPTH 8

/* A node, in the order in which nodes stand in the tree. */
struct fdt_node {
	const struct fdt *fdt;
	const char *name;
	uint32_t properties, next;					  /* offsets in the tree */
	int depth;							  /* the root's is 1 */
	unsigned address_cells[FDT_DEPTH + 1], size_cells[FDT_DEPTH + 1]; /* of each level */
};

bool fdt_open(struct fdt *fdt, const void *start);
/* Begins at the root when `node` is {.fdt = fdt}; false after the last. */
bool fdt_next(struct fdt_node *node);
const void *fdt_property(const struct fdt_node *node, const char *name, size_t *size);
/* The property's first string, or "". */
const char *fdt_text(const struct fdt_node *node, const char *name);
/* Is `text` one of the strings of the property? */
bool fdt_has_text(const struct fdt_node *node, const char *name, const char *text);
/* Cell `index` of a property, `otherwise` where it has none. */
uint32_t fdt_cell(
	const struct fdt_node *node, const char *name, unsigned index, uint32_t otherwise);
/* Pair `index` of "reg", in the parent's cells; false where there is none. */
bool fdt_reg(const struct fdt_node *node, unsigned index, uint64_t *address, uint64_t *size);
/* Not switched off by its "status". */
bool fdt_enabled(const struct fdt_node *node);
bool fdt_compatible(const struct fdt_node *node, const char *with);

/* The first enabled node with that "compatible", or at that path. */
bool fdt_find(const struct fdt *fdt, struct fdt_node *node, const char *compatible);
bool fdt_at(const struct fdt *fdt, struct fdt_node *node, const char *path);

#endif
