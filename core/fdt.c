/* SPDX-License-Identifier: Apache-2.0 */
#include "core/fdt.h"

#include <string.h>

#define MAGIC	   0xd00dfeedu
#define SIZE_LIMIT (1u << 26) /* no real tree comes near; offsets never wrap */
enum token { BEGIN_NODE = 1, END_NODE = 2, PROPERTY = 3, NOP = 4, END = 9 };
enum header { H_MAGIC, H_SIZE, H_STRUCTURE, H_STRINGS, H_STRUCTURE_SIZE = 9 };

static uint32_t big32(const void *at)
{
	const uint8_t *byte = at;

	return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 | byte[3];
}

static uint32_t header(const void *start, enum header field)
{
	return big32((const char *)start + field * 4);
}

bool fdt_open(struct fdt *fdt, const void *start)
{
	*fdt = (struct fdt){0};
	if (!start || header(start, H_MAGIC) != MAGIC)
		return false;
	fdt->start = start;
	fdt->size = header(start, H_SIZE);
	fdt->structure = header(start, H_STRUCTURE);
	fdt->structure_end = fdt->structure + header(start, H_STRUCTURE_SIZE);
	fdt->strings = header(start, H_STRINGS);
	return fdt->size < SIZE_LIMIT && fdt->structure < fdt->structure_end &&
	       fdt->structure_end <= fdt->size && fdt->strings <= fdt->size;
}

/* The token at `offset`, END where the structure ends. */
static uint32_t token_at(const struct fdt *fdt, uint32_t offset)
{
	return offset + 4 <= fdt->structure_end ? big32(fdt->start + offset) : END;
}

/* The length of the text at `offset`; the rest of the tree where it has no end. */
static uint32_t text_size(const struct fdt *fdt, uint32_t offset)
{
	uint32_t size = 0;

	while (offset + size < fdt->size && fdt->start[offset + size])
		size++;
	return size;
}

static uint32_t aligned(uint32_t offset)
{
	return (offset + 3) & ~3u;
}

/* The offset of what follows the property at `offset`. */
static uint32_t after_property(const struct fdt *fdt, uint32_t offset)
{
	uint32_t left = fdt->structure_end - offset, size;

	if (left < 12)
		return fdt->structure_end;
	size = big32(fdt->start + offset + 4);
	return size > left - 12 ? fdt->structure_end : aligned(offset + 12 + size);
}

static void enter(struct fdt_node *node, uint32_t offset)
{
	const struct fdt *fdt = node->fdt;
	uint32_t size = text_size(fdt, offset + 4);

	node->name = fdt->start + offset + 4;
	node->properties = aligned(offset + 4 + size + 1);
	node->next = node->properties;
	node->depth++;
	if (node->depth <= FDT_DEPTH) {
		node->address_cells[node->depth] = fdt_cell(node, "#address-cells", 0, 2);
		node->size_cells[node->depth] = fdt_cell(node, "#size-cells", 0, 1);
	}
}

bool fdt_next(struct fdt_node *node)
{
	const struct fdt *fdt = node->fdt;
	uint32_t offset = node->name ? node->next : fdt->structure;

	for (;;) {
		switch (token_at(fdt, offset)) {
		case BEGIN_NODE:
			if (offset + 4 + text_size(fdt, offset + 4) >= fdt->size)
				return false; /* its name has no end */
			enter(node, offset);
			return true;
		case END_NODE:
			if (--node->depth <= 0)
				return false;
			offset += 4;
			break;
		case PROPERTY:
			offset = after_property(fdt, offset);
			break;
		case NOP:
			offset += 4;
			break;
		default:
			return false;
		}
	}
}

const void *fdt_property(const struct fdt_node *node, const char *name, size_t *size)
{
	const struct fdt *fdt = node->fdt;
	uint32_t offset = node->properties, token;

	for (; (token = token_at(fdt, offset)) == PROPERTY || token == NOP;
		offset = token == NOP ? offset + 4 : after_property(fdt, offset)) {
		uint32_t next = token == NOP ? 0 : after_property(fdt, offset), text;

		if (!next || (uint64_t)offset + 12 + big32(fdt->start + offset + 4) > next)
			continue;
		text = fdt->strings + big32(fdt->start + offset + 8);
		if (text >= fdt->size || text_size(fdt, text) + text >= fdt->size ||
			strcmp(fdt->start + text, name) != 0)
			continue;
		if (size)
			*size = big32(fdt->start + offset + 4);
		return fdt->start + offset + 12;
	}
	return NULL;
}

const char *fdt_text(const struct fdt_node *node, const char *name)
{
	size_t size = 0;
	const char *text = fdt_property(node, name, &size);

	return text && size && !text[size - 1] ? text : "";
}

bool fdt_has_text(const struct fdt_node *node, const char *name, const char *text)
{
	size_t size = 0;
	const char *at = fdt_property(node, name, &size), *end;

	if (!at || !size || at[size - 1])
		return false;
	end = at + size;
	for (; at < end; at += strlen(at) + 1)
		if (!strcmp(at, text))
			return true;
	return false;
}

uint32_t fdt_cell(const struct fdt_node *node, const char *name, unsigned index, uint32_t otherwise)
{
	size_t size = 0;
	const char *cells = fdt_property(node, name, &size);

	return cells && (index + 1) * 4 <= size ? big32(cells + (size_t)index * 4) : otherwise;
}

static uint64_t number(const struct fdt_node *node, unsigned cell, unsigned cells)
{
	uint64_t value = 0;

	while (cells--)
		value = value << 32 | fdt_cell(node, "reg", cell++, 0);
	return value;
}

bool fdt_reg(const struct fdt_node *node, unsigned index, uint64_t *address, uint64_t *size)
{
	unsigned parent = (unsigned)node->depth - 1, a, s;
	size_t bytes = 0;

	if (node->depth < 2 || parent > FDT_DEPTH || !fdt_property(node, "reg", &bytes))
		return false;
	a = node->address_cells[parent];
	s = node->size_cells[parent];
	if (!a || a > 2 || s > 2 || (size_t)(index + 1) * (a + s) * 4 > bytes)
		return false;
	*address = number(node, index * (a + s), a);
	*size = number(node, index * (a + s) + a, s);
	return true;
}

bool fdt_enabled(const struct fdt_node *node)
{
	const char *status = fdt_text(node, "status");

	return !*status || !strcmp(status, "okay") || !strcmp(status, "ok");
}

bool fdt_compatible(const struct fdt_node *node, const char *with)
{
	return fdt_has_text(node, "compatible", with);
}

bool fdt_find(const struct fdt *fdt, struct fdt_node *node, const char *compatible)
{
	*node = (struct fdt_node){.fdt = fdt};
	while (fdt_next(node))
		if (fdt_compatible(node, compatible) && fdt_enabled(node))
			return true;
	return false;
}

/* Does the name of a node match the path's component of `size` bytes, unit address or not? */
static bool name_matches(const char *name, const char *component, size_t size)
{
	return !memcmp(name, component, size) && (!name[size] || name[size] == '@');
}

bool fdt_at(const struct fdt *fdt, struct fdt_node *node, const char *path)
{
	int depth = 1;
	size_t size;

	*node = (struct fdt_node){.fdt = fdt};
	while (*path == '/')
		path++;
	while (fdt_next(node)) {
		if (node->depth <= depth - 1)
			return false; /* left the node that the path has led to */
		if (node->depth == depth && depth > 1) {
			for (size = 0; path[size] && path[size] != '/' && path[size] != ':'; size++)
				;
			if (strlen(node->name) < size || !name_matches(node->name, path, size))
				continue;
			path += size;
			while (*path == '/')
				path++;
		} else if (node->depth != depth) {
			continue;
		}
		if (!*path || *path == ':')
			return true;
		depth++;
	}
	return false;
}
