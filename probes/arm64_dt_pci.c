/* SPDX-License-Identifier: Apache-2.0 */
#include "core/fdt.h"
#include "core/job.h"
#include "probes/device_tree.h"

#include <inttypes.h>
#include <stdio.h>

#define CELLS	   3 /* of an interrupt, to the GIC */
#define TYPE_PPI   1
#define FIRST_PPI  16
#define FIRST_SPI  32
#define LINES_MAX  1024
#define LEVEL_HIGH 4

static void show_host(struct job *job, const struct fdt_node *host)
{
	uint64_t address, size;
	char text[24];

	if (!fdt_reg(host, 0, &address, &size))
		return;
	snprintf(text, sizeof(text), "0x%" PRIx64, address);
	fact_str(job, text, "arm.dt.pci.ecam");
	fact_int(job, (int64_t)(size >> 20), "arm.dt.pci.buses");
	fact_bool(job,
		fdt_property(host, "msi-map", NULL) || fdt_property(host, "msi-parent", NULL),
		"arm.dt.pci.msi");
	fact_bool(job, fdt_property(host, "dma-coherent", NULL), "arm.dt.pci.coherent");
}

static bool node_of_phandle(const struct fdt *fdt, struct fdt_node *node, uint32_t phandle)
{
	*node = (struct fdt_node){.fdt = fdt};
	while (fdt_next(node))
		if (fdt_cell(node, "phandle", 0, 0) == phandle)
			return true;
	return false;
}

/*
 * Lines of the PCI slots: "interrupt-map" has for each the child's address (3 cells) and
 * pin, the parent, the parent's address and its interrupt (PCI Bus Binding 2.1, 4.3).
 */
static void show_lines(struct job *job, const struct fdt_node *host)
{
	struct fact_items lines = {0};
	struct fdt_node parent;
	bool seen[LINES_MAX] = {false}, level = true, shared = true;
	unsigned at = 0, count = 0;
	size_t size;

	if (!fdt_property(host, "interrupt-map", &size))
		return;
	while (at + 5 <= size / 4 &&
		node_of_phandle(host->fdt, &parent, fdt_cell(host, "interrupt-map", at + 4, 0))) {
		unsigned cells = at + 5 + fdt_cell(&parent, "#address-cells", 0, 0);
		uint32_t type = fdt_cell(host, "interrupt-map", cells, 0);
		uint32_t line = fdt_cell(host, "interrupt-map", cells + 1, 0) +
				(type == TYPE_PPI ? FIRST_PPI : FIRST_SPI);

		level = level && fdt_cell(host, "interrupt-map", cells + 2, 0) == LEVEL_HIGH;
		shared = shared && type != TYPE_PPI;
		if (line < LINES_MAX && !seen[line]) {
			fact_item(&lines, "%u", line);
			seen[line] = true;
			count++;
		}
		at = cells + CELLS;
	}
	fact_list(job, &lines, "arm.dt.pci.lines");
	fact_int(job, count, "arm.dt.pci.line_count");
	fact_bool(job, level, "arm.dt.pci.lines_level");
	fact_bool(job, shared, "arm.dt.pci.lines_spi");
}

static void run(struct job *job)
{
	struct fdt_node host;
	struct fdt fdt;

	if (!device_tree_open(&fdt) || !fdt_find(&fdt, &host, "pci-host-ecam-generic"))
		return;
	show_host(job, &host);
	show_lines(job, &host);
}

static const struct fact_desc facts[] = {
	{"arm.dt.pci.ecam", FACT_STRING, NULL, "where its configuration space is, hexadecimal"},
	{"arm.dt.pci.buses", FACT_INTEGER, NULL, "buses that fit its configuration space"},
	{"arm.dt.pci.msi", FACT_BOOLEAN, NULL, "it says where message interrupts go"},
	{"arm.dt.pci.coherent", FACT_BOOLEAN, NULL, "DMA below it is coherent with the caches"},
	{"arm.dt.pci.lines", FACT_LIST, NULL, "INTIDs of the interrupt lines of its slots"},
	{"arm.dt.pci.line_count", FACT_INTEGER, NULL, "how many different ones"},
	{"arm.dt.pci.lines_spi", FACT_BOOLEAN, NULL, "they are shared peripheral interrupts"},
	{"arm.dt.pci.lines_level", FACT_BOOLEAN, NULL, "they are level-sensitive, active high"},
	{0},
};

PROBE(arm64_dt_pci) = {
	.id = "arm.dt.pci",
	.title = "What the device tree of an Arm machine says of its PCI host bridge",
	.source = "PCI Bus Binding to Open Firmware 2.1; Linux "
		  "Documentation/devicetree/bindings/pci/host-generic-pci.yaml",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
