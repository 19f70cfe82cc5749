/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/uart.h"

#include "el1/sysreg.h"
#include "el1/text.h"

/* Where the transmitter takes a byte, and the flag that says when. */
struct kind {
	const char *compatible;
	unsigned data, status, bit; /* registers, counted in steps of 1 << shift */
	bool ready_when_set;
	uint32_t control, enable; /* a control register to be set first; 0: none */
};

static const struct kind kinds[] = {
	/* PL011 TRM 3.3: UARTDR, UARTFR.TXFF, UARTCR; SBSA's generic UART has no UARTCR */
	{"arm,sbsa-uart", 0x00, 0x18, 1 << 5, false, 0, 0},
	{"arm,pl011", 0x00, 0x18, 1 << 5, false, 0x30, 0x301},
	/* 16550: THR, LSR.THRE */
	{"ns16550a", 0, 5, 1 << 5, true, 0, 0},
	{"ns16550", 0, 5, 1 << 5, true, 0, 0},
	{"ns8250", 0, 5, 1 << 5, true, 0, 0},
	{"snps,dw-apb-uart", 0, 5, 1 << 5, true, 0, 0},
};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static const struct kind *kind;
static uint64_t base;
static unsigned shift, width;

static uint32_t get(unsigned at)
{
	uint64_t address = base + ((uint64_t)at << shift);

	return width == 4 ? read32(address) : read8(address);
}

static void set(unsigned at, uint32_t value)
{
	uint64_t address = base + ((uint64_t)at << shift);

	if (width == 4)
		write32(address, value);
	else
		write8(address, (uint8_t)value);
}

static bool take(const struct fdt_node *node)
{
	uint64_t size;

	for (size_t i = 0; i < KINDS; i++) {
		if (!fdt_compatible(node, kinds[i].compatible) || !fdt_reg(node, 0, &base, &size))
			continue;
		kind = &kinds[i];
		shift = fdt_cell(node, "reg-shift", 0, 0);
		width = fdt_cell(node, "reg-io-width", 0, kind->ready_when_set ? 1 : 4);
		if (kind->enable)
			set(kind->control, kind->enable);
		return true;
	}
	return false;
}

/* "stdout-path" is a path or an alias, with options behind a colon. */
static bool chosen(const struct fdt *fdt, struct fdt_node *node)
{
	const char *path = fdt_at(fdt, node, "/chosen") ? fdt_text(node, "stdout-path") : "";
	char alias[32];
	size_t size = 0;

	if (*path == '/' || !*path)
		return *path && fdt_at(fdt, node, path);
	while (path[size] && path[size] != ':' && size < sizeof(alias) - 1)
		size++;
	memcpy(alias, path, size);
	alias[size] = '\0';
	if (!fdt_at(fdt, node, "/aliases"))
		return false;
	path = fdt_text(node, alias);
	return *path && fdt_at(fdt, node, path);
}

bool uart_find(const struct fdt *fdt)
{
	struct fdt_node node;

	if (chosen(fdt, &node) && take(&node))
		return true;
	node = (struct fdt_node){.fdt = fdt};
	while (fdt_next(&node))
		if (fdt_enabled(&node) && take(&node))
			return true;
	return false;
}

static void put(char byte)
{
	/* A host that stopped reading must not hang the guest for ever. */
	for (unsigned tries = 0; tries < 10000000; tries++)
		if (!!(get(kind->status) & kind->bit) == kind->ready_when_set)
			break;
	set(kind->data, (uint32_t)(unsigned char)byte);
}

void uart_put(const char *text)
{
	for (; kind && *text; text++) {
		if (*text == '\n')
			put('\r');
		put(*text);
	}
}
