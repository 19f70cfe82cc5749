/* SPDX-License-Identifier: Apache-2.0 */
#include "core/job.h"
#include "core/sysfs.h"
#include "probes/pci_config.h"

#include <stdio.h>
#include <string.h>

#define FUNCTIONS_MAX 256

struct functions {
	struct job *job;
	int count;
};

static void show_capabilities(struct job *job, const char *path, int i)
{
	struct fact_items names = {0};
	struct pci_config config;

	pci_config_read(&config, strrchr(path, '/') + 1);
	for (size_t j = 0; j < config.cap_count; j++) {
		uint8_t id = config.bytes[config.caps[j]];
		const char *name = pci_capability_name(id);

		if (name)
			fact_item(&names, "%s", name);
		else
			fact_item(&names, "0x%02x", id);
	}
	fact_list(job, &names, "pci.function[%d].capabilities", i);
	fact_int(job, pci_config_msix_vectors(&config), "pci.function[%d].msix_vectors", i);
}

/* "1af4:1042" */
static void show_ids(struct job *job, const char *path, const char *prefix, const char *fact, int i)
{
	char text[16];

	snprintf(text, sizeof(text), "%04x:%04x",
		(unsigned)sysfs_int(0, "%s/%svendor", path, prefix) & 0xffff,
		(unsigned)sysfs_int(0, "%s/%sdevice", path, prefix) & 0xffff);
	fact_str(job, text, "pci.function[%d].%s", i, fact);
}

static void show_function(const char *path, void *to)
{
	struct functions *functions = to;
	struct job *job = functions->job;
	int i = functions->count++;
	char text[64];

	if (i >= FUNCTIONS_MAX)
		return;
	fact_str(job, strrchr(path, '/') + 1, "pci.function[%d].address", i);
	show_ids(job, path, "", "id", i);
	show_ids(job, path, "subsystem_", "subsystem", i);
	snprintf(text, sizeof(text), "%06x", (unsigned)sysfs_int(0, "%s/class", path));
	fact_str(job, text, "pci.function[%d].class", i);
	fact_int(job, sysfs_int(0, "%s/revision", path), "pci.function[%d].revision", i);
	if (sysfs_link_name(text, sizeof(text), "%s/driver", path))
		fact_str(job, text, "pci.function[%d].driver", i);
	show_capabilities(job, path, i);
}

static void run(struct job *job)
{
	struct functions functions = {.job = job};

	fact_int(job,
		(int64_t)sysfs_count("/sys/devices/pci[0-9a-f]*:*") +
			(int64_t)sysfs_count("/sys/devices/platform/*/pci[0-9a-f]*:*"),
		"pci.root_buses");
	fact_int(job, (int64_t)sysfs_count(PCI_DEVICES "/*"), "pci.functions");
	sysfs_each(show_function, &functions, PCI_DEVICES "/*");
}

static const struct fact_desc facts[] = {
	{"pci.root_buses", FACT_INTEGER, NULL, "PCI root buses, one below each host bridge"},
	{"pci.functions", FACT_INTEGER, NULL, "PCI functions, host bridges included"},
	{"pci.function[].address", FACT_STRING, NULL, "domain:bus:device.function"},
	{"pci.function[].id", FACT_STRING, NULL, "vendor and device id, hexadecimal"},
	{"pci.function[].subsystem", FACT_STRING, NULL, "subsystem vendor and device id"},
	{"pci.function[].class", FACT_STRING, NULL,
		"class, subclass and programming interface, hexadecimal"},
	{"pci.function[].revision", FACT_INTEGER, NULL, "revision id"},
	{"pci.function[].driver", FACT_STRING, NULL, "the kernel's driver, where one has it"},
	{"pci.function[].capabilities", FACT_LIST, NULL, "capabilities in the order of their list"},
	{"pci.function[].msix_vectors", FACT_INTEGER, NULL, "vectors of its MSI-X table; 0: none"},
	{0},
};

PROBE(pci) = {
	.id = "pci",
	.title = "The PCI host bridges and functions, with ids, classes and capabilities",
	.source = "PCI Local Bus 3.0, 6.1 and 6.7; Documentation/ABI/testing/sysfs-bus-pci",
	.facts = facts,
	.run = run,
};
