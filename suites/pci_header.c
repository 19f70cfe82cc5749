/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/pci_config.h"

#include <inttypes.h>
#include <linux/pci_regs.h>
#include <stdio.h>
#include <string.h>

#define LAYOUT	 0x7f
#define BARS_MAX 6

struct look {
	struct job *job;
	unsigned functions;
	const char *address;
	struct pci_config config;
	void (*at)(struct look *look);
};

static void look_at(const char *path, void *to)
{
	struct look *look = to;

	look->address = strrchr(path, '/') + 1;
	look->functions++;
	pci_config_read(&look->config, look->address);
	look->at(look);
}

static void look_at_all(struct job *job, void (*at)(struct look *look))
{
	struct look look = {.job = job, .at = at};

	sysfs_each(look_at, &look, PCI_DEVICES "/*");
	if (look.functions)
		pass(job);
	else
		absent(job, "there are no PCI functions");
}

static void complain(struct look *look, const char *what, uint32_t value)
{
	observed(look->job, "%s: 0x%x", look->address, value);
	fail(look->job, "%s: %s", look->address, what);
}

/* ---- headers ---- */

static void check_capabilities(struct look *look)
{
	const struct pci_config *config = &look->config;
	uint8_t first = config->bytes[PCI_CAPABILITY_LIST];

	if (!(config->bytes[PCI_STATUS] & PCI_STATUS_CAP_LIST))
		return;
	if (first < PCI_STD_HEADER_SIZEOF || first & 3)
		complain(look, "the capabilities pointer points into the header", first);
	else if (config->cap_count == sizeof(config->caps))
		complain(look, "the list of capabilities does not end", first);
}

static void check_header(struct look *look)
{
	const uint8_t *bytes = look->config.bytes;
	uint8_t layout = bytes[PCI_HEADER_TYPE] & LAYOUT;

	if (look->config.size < PCI_STD_HEADER_SIZEOF) {
		complain(look, "its header cannot be read", (uint32_t)look->config.size);
		return;
	}
	expected(look->job, "a header of type 0 or 1, a vendor, a class, capabilities that end");
	if (bytes[PCI_VENDOR_ID] == 0xff && bytes[PCI_VENDOR_ID + 1] == 0xff)
		complain(look, "the vendor id says that there is no function", 0xffff);
	if (layout > PCI_HEADER_TYPE_BRIDGE)
		complain(look, "the header's type is neither 0 nor 1", layout);
	if ((layout == PCI_HEADER_TYPE_BRIDGE) !=
		(bytes[PCI_CLASS_DEVICE + 1] == 6 && bytes[PCI_CLASS_DEVICE] == 4))
		complain(look, "the header's type does not go with the class",
			bytes[PCI_CLASS_DEVICE + 1]);
	if (bytes[PCI_BIST] & 0x30)
		complain(look, "reserved bits of BIST are not 0", bytes[PCI_BIST]);
	check_capabilities(look);
}

static void run_header(struct job *job)
{
	look_at_all(job, check_header);
}

CHECK(pci_header) = {
	.id = "pci.header",
	.title =
		"The header of every PCI function is of a type that exists, with capabilities that "
		"end",
	.source =
		"PCI Local Bus 3.0, 6.1 and 6.7; Base System Architecture (DEN0094), PCI_IN_05 and "
		"PCI_IN_19",
	.flags = UNIT_ROOT,
	.run = run_header,
};

/* ---- memory ---- */

/* The start of resource `bar` as the CPU sees it: line `bar` of "resource". */
static bool resource_start(const struct look *look, unsigned bar, uint64_t *start, uint64_t *flags)
{
	char text[1024];
	const char *line = text;
	uint64_t end;
	size_t size =
		sysfs_bytes(text, sizeof(text) - 1, PCI_DEVICES "/%s/resource", look->address);

	text[size] = '\0';
	for (unsigned i = 0; line && i < bar; i++)
		line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL;
	return line && sscanf(line, "%" SCNx64 " %" SCNx64 " %" SCNx64, start, &end, flags) == 3 &&
	       *start;
}

static void check_memory(struct look *look)
{
	unsigned bars = look->config.bytes[PCI_HEADER_TYPE] & LAYOUT ? 2 : BARS_MAX;

	for (unsigned i = 0; i < bars; i++) {
		uint32_t low = pci_config_long(&look->config, PCI_BASE_ADDRESS_0 + 4 * i);
		uint64_t address = low & PCI_BASE_ADDRESS_MEM_MASK, start, flags;
		bool wide = (low & PCI_BASE_ADDRESS_MEM_TYPE_MASK) == PCI_BASE_ADDRESS_MEM_TYPE_64;

		if (low & PCI_BASE_ADDRESS_SPACE_IO || !resource_start(look, i, &start, &flags))
			continue;
		if (wide)
			address |= (uint64_t)pci_config_long(
					   &look->config, PCI_BASE_ADDRESS_0 + 4 * ++i)
				   << 32;
		expected(look->job, "%s: BAR at 0x%" PRIx64, look->address, start);
		if (address == start)
			continue;
		observed(look->job, "0x%" PRIx64, address);
		fail(look->job, "the CPU finds memory of %s elsewhere than its BAR says",
			look->address);
	}
}

static void run_memory(struct job *job)
{
	look_at_all(job, check_memory);
}

CHECK(pci_memory) = {
	.id = "pci.memory-untranslated",
	.title = "Memory of PCI functions is where the CPU reaches it: no translation between",
	.source = "Base System Architecture (DEN0094), PCI_MM_06",
	.flags = UNIT_ROOT,
	.run = run_memory,
};
