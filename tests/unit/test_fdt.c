/* SPDX-License-Identifier: Apache-2.0 */
#include "core/fdt.h"

#include <criterion/criterion.h>
#include <string.h>

/* A tree is built here as the specification lays it out, so that it can be damaged, too. */
static struct {
	uint8_t bytes[2048];
	size_t structure, text;
	char strings[256];
} blob;

#define STRUCTURE 40

static void put32(size_t at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		blob.bytes[at + (size_t)i] = (uint8_t)(value >> (24 - 8 * i));
}

static void token(uint32_t value)
{
	put32(STRUCTURE + blob.structure, value);
	blob.structure += 4;
}

static void bytes(const void *data, size_t size)
{
	memcpy(blob.bytes + STRUCTURE + blob.structure, data, size);
	blob.structure += (size + 3) & ~(size_t)3;
}

static void begin(const char *name)
{
	token(1);
	bytes(name, strlen(name) + 1);
}

static void property(const char *name, const void *value, size_t size)
{
	token(3);
	token((uint32_t)size);
	token((uint32_t)blob.text);
	bytes(value, size);
	strcpy(blob.strings + blob.text, name);
	blob.text += strlen(name) + 1;
}

static void text(const char *name, const char *value)
{
	property(name, value, strlen(value) + 1);
}

static void finish(void)
{
	size_t strings;

	token(9);
	strings = STRUCTURE + blob.structure;
	memcpy(blob.bytes + strings, blob.strings, blob.text);
	put32(0, 0xd00dfeed);
	put32(4, (uint32_t)(strings + blob.text));
	put32(8, STRUCTURE);
	put32(12, (uint32_t)strings);
	put32(36, (uint32_t)blob.structure);
}

static const uint8_t one[] = {0, 0, 0, 1}, two[] = {0, 0, 0, 2};
static const uint8_t reg[] = {
	0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 1, 0x40, 0, 0, 0, 0, 0, 0x20, 0};

static void build(void)
{
	memset(&blob, 0, sizeof(blob));
	begin("");
	property("#address-cells", two, 4);
	property("#size-cells", one, 4);
	begin("chosen");
	text("stdout-path", "/bus/uart@9000000");
	token(2);
	begin("bus");
	property("#address-cells", two, 4);
	property("#size-cells", one, 4);
	token(4); /* a NOP */
	begin("uart@9000000");
	property("compatible", "arm,pl011\0arm,primecell", 24);
	property("reg", reg, sizeof(reg));
	token(2);
	begin("uart@9001000");
	text("compatible", "ns16550a");
	text("status", "disabled");
	token(2);
	token(2);
	begin("last");
	text("compatible", "x");
	token(2);
	token(2);
	finish();
}

Test(fdt, finds_nodes_and_properties)
{
	struct fdt fdt;
	struct fdt_node node;
	uint64_t address, size;

	build();
	cr_assert(fdt_open(&fdt, blob.bytes));
	cr_assert(fdt_at(&fdt, &node, "/"));
	cr_assert(fdt_at(&fdt, &node, "/chosen"));
	cr_assert_str_eq(fdt_text(&node, "stdout-path"), "/bus/uart@9000000");
	cr_assert(fdt_at(&fdt, &node, "/bus/uart:115200"));
	cr_assert_str_eq(node.name, "uart@9000000");
	cr_assert(fdt_find(&fdt, &node, "arm,primecell"));
	cr_assert(fdt_reg(&node, 0, &address, &size));
	cr_assert_eq(address, 0x09000000);
	cr_assert_eq(size, 0x1000);
	cr_assert(fdt_reg(&node, 1, &address, &size));
	cr_assert_eq(address, 0x140000000);
	cr_assert_not(fdt_reg(&node, 2, &address, &size));
	cr_assert_not(fdt_compatible(&node, "arm,pl"));
}

Test(fdt, leaves_what_is_not_there)
{
	struct fdt fdt;
	struct fdt_node node;

	build();
	cr_assert(fdt_open(&fdt, blob.bytes));
	cr_assert_not(fdt_find(&fdt, &node, "ns16550a"), "it is disabled");
	cr_assert_not(fdt_at(&fdt, &node, "/bus/last"), "a node of another parent");
	cr_assert_not(fdt_at(&fdt, &node, "/chosen/uart@9000000"));
	cr_assert_not(fdt_at(&fdt, &node, "/nothing"));
	cr_assert(fdt_at(&fdt, &node, "/last"));
	cr_assert_str_eq(fdt_text(&node, "status"), "");
	cr_assert_eq(fdt_cell(&node, "reg", 0, 7), 7);
}

/* Whatever byte is damaged: reading it all ends, and stays inside. */
Test(fdt, survives_damage)
{
	struct fdt fdt;
	struct fdt_node node;
	uint64_t address, size;

	for (size_t i = 0; i < 900; i++) {
		for (int flip = 0; flip < 8; flip++) {
			build();
			blob.bytes[i] ^= (uint8_t)(1 << flip);
			if (!fdt_open(&fdt, blob.bytes) || fdt.size > sizeof(blob.bytes))
				continue;
			node = (struct fdt_node){.fdt = &fdt};
			for (int n = 0; n < 1000 && fdt_next(&node); n++) {
				fdt_reg(&node, 0, &address, &size);
				fdt_compatible(&node, "x");
			}
			fdt_at(&fdt, &node, "/bus/uart@9000000/deeper");
		}
	}
}
