/* SPDX-License-Identifier: Apache-2.0 */
#include "core/fdt.h"
#include "core/job.h"
#include "probes/device_tree.h"

#include <stdio.h>
#include <string.h>

//	   "/sys/firmware/fdt"
#define CELLS	  3 /* of an interrupt, to the GIC */
#define TYPE_PPI  1
#define FIRST_PPI 16
#define FIRST_SPI 32

/* Nodes that are told by their "compatible". */
static const struct {
	const char *fact;
	const char *compatibles[8];
} kinds[] = {
	{"arm.dt.psci", {"arm,psci", "arm,psci-0.2", "arm,psci-1.0"}},
	{"arm.dt.timer", {"arm,armv8-timer"}},
	{"arm.dt.gic", {"arm,gic-v3", "arm,gic-400", "arm,cortex-a15-gic", "arm,cortex-a7-gic",
			       "arm,cortex-a9-gic"}},
	{"arm.dt.its", {"arm,gic-v3-its"}},
	{"arm.dt.v2m", {"arm,gic-v2m-frame"}},
	{"arm.dt.pmu", {"arm,armv8-pmuv3"}},
	{"arm.dt.pci", {"pci-host-ecam-generic", "pci-host-cam-generic"}},
	{"arm.dt.smmu", {"arm,smmu-v3", "arm,mmu-500", "arm,smmu-v2", "arm,smmu-v1"}},
	{"arm.dt.watchdog", {"arm,sbsa-gwdt", "arm,smc-wdt", "arm,sp805"}},
	{"arm.dt.rtc", {"arm,pl031", "motorola,mc146818"}},
	{"arm.dt.scmi", {"arm,scmi", "arm,scmi-smc", "arm,scmi-virtio", "linaro,scmi-optee"}},
	{"arm.dt.ffa", {"arm,ffa"}},
	{"arm.dt.optee", {"linaro,optee-tz"}},
	{"arm.dt.hypervisor", {"linux,kvm", "xen,xen"}},
};
#define KINDS (sizeof(kinds) / sizeof(*kinds))

static void add_strings(struct fact_items *items, const struct fdt_node *node, const char *property)
{
	size_t size = 0;
	const char *text = fdt_property(node, property, &size), *end = text + size;

	if (!text || !size || end[-1])
		return;
	for (; text < end; text += strlen(text) + 1)
		fact_item(items, "%s", text);
}

static void show_strings(
	struct job *job, const struct fdt_node *node, const char *property, const char *fact)
{
	struct fact_items items = {0};

	add_strings(&items, node, property);
	fact_list(job, &items, "%s", fact);
}

static bool is_kind(const struct fdt_node *node, size_t kind)
{
	for (const char *const *with = kinds[kind].compatibles; *with; with++)
		if (fdt_compatible(node, *with))
			return true;
	return false;
}

static void show_kinds(struct job *job, const struct fdt *fdt)
{
	bool seen[KINDS] = {false};
	struct fdt_node node = {.fdt = fdt};
	int transports = 0;

	while (fdt_next(&node)) {
		transports += fdt_compatible(&node, "virtio,mmio") && fdt_enabled(&node);
		for (size_t i = 0; i < KINDS; i++) {
			if (seen[i] || !is_kind(&node, i) || !fdt_enabled(&node))
				continue;
			seen[i] = true;
			show_strings(job, &node, "compatible", kinds[i].fact);
		}
	}
	fact_int(job, transports, "arm.dt.virtio_mmio");
}

/* INTID of interrupt `index` of a node: what the GIC calls it (GIC binding, 3 cells). */
static int64_t intid(const struct fdt_node *node, unsigned index)
{
	uint32_t type = fdt_cell(node, "interrupts", index * CELLS, ~0u);

	if (type == ~0u)
		return -1;
	return fdt_cell(node, "interrupts", index * CELLS + 1, 0) +
	       (type == TYPE_PPI ? FIRST_PPI : FIRST_SPI);
}

static void show_interrupts(struct job *job, const struct fdt *fdt)
{
	static const char *const timers[] = {"secure", "physical", "virtual", "hypervisor"};
	struct fdt_node node;

	if (fdt_find(fdt, &node, "arm,armv8-timer")) {
		for (unsigned i = 0; i < 4; i++)
			if (intid(&node, i) >= 0)
				fact_int(job, intid(&node, i), "arm.dt.timer.%s.interrupt",
					timers[i]);
		fact_bool(job, fdt_property(&node, "always-on", NULL), "arm.dt.timer.always_on");
	}
	if (fdt_find(fdt, &node, "arm,armv8-pmuv3") && intid(&node, 0) >= 0)
		fact_int(job, intid(&node, 0), "arm.dt.pmu.interrupt");
}

/* "stdout-path" is a path, or an alias, with options behind a colon. */
static bool stdout_node(const struct fdt *fdt, struct fdt_node *node)
{
	const char *path = fdt_at(fdt, node, "/chosen") ? fdt_text(node, "stdout-path") : "";
	char alias[64];

	if (*path != '/' && *path) {
		snprintf(alias, sizeof(alias), "%.*s", (int)strcspn(path, ":"), path);
		path = fdt_at(fdt, node, "/aliases") ? fdt_text(node, alias) : "";
	}
	return *path && fdt_at(fdt, node, path);
}

static bool any_uart(const struct fdt *fdt, struct fdt_node *node)
{
	*node = (struct fdt_node){.fdt = fdt};
	while (fdt_next(node))
		if ((strstr(node->name, "uart@") || strstr(node->name, "serial@") ||
			    !strncmp(node->name, "pl011@", 6)) &&
			fdt_enabled(node))
			return true;
	return false;
}

static void show_uart(struct job *job, const struct fdt *fdt)
{
	struct fdt_node node;
	bool chosen = stdout_node(fdt, &node);

	fact_bool(job, chosen, "arm.dt.stdout_path");
	if (!chosen && !any_uart(fdt, &node))
		return;
	fact_str(job, fdt_text(&node, "compatible"), "arm.dt.uart");
	if (intid(&node, 0) >= 0)
		fact_int(job, intid(&node, 0), "arm.dt.uart.interrupt");
}

static void show_chosen(struct job *job, const struct fdt *fdt)
{
	static const char *const seeds[] = {"kaslr-seed", "rng-seed"};
	struct fact_items given = {0};
	struct fdt_node node;

	for (size_t i = 0; fdt_at(fdt, &node, "/chosen") && i < 2; i++)
		if (fdt_property(&node, seeds[i], NULL))
			fact_item(&given, "%s", seeds[i]);
	fact_list(job, &given, "arm.dt.seeds");
}

static void show_reserved(struct job *job, const struct fdt *fdt)
{
	struct fact_items names = {0};
	struct fdt_node node;

	if (fdt_at(fdt, &node, "/reserved-memory"))
		for (int depth = node.depth; fdt_next(&node) && node.depth > depth;)
			if (node.depth == depth + 1)
				fact_item(&names, "%s", node.name);
	fact_list(job, &names, "arm.dt.reserved_memory");
}

static void run(struct job *job)
{
	struct fdt fdt;
	struct fdt_node node;

	if (!device_tree_open(&fdt))
		return;
	show_kinds(job, &fdt);
	if (fdt_at(&fdt, &node, "/psci"))
		fact_str(job, fdt_text(&node, "method"), "arm.dt.psci.method");
	if (fdt_at(&fdt, &node, "/cpus/cpu"))
		fact_str(job, fdt_text(&node, "enable-method"), "arm.dt.cpu.enable_method");
	show_interrupts(job, &fdt);
	show_uart(job, &fdt);
	show_chosen(job, &fdt);
	show_reserved(job, &fdt);
}

static const struct fact_desc facts[] = {
	{"arm.dt.psci", FACT_LIST, NULL, "compatible of the PSCI node"},
	{"arm.dt.psci.method", FACT_STRING, NULL, "how PSCI is called: hvc or smc"},
	{"arm.dt.cpu.enable_method", FACT_STRING, NULL, "how the first CPU node is started"},
	{"arm.dt.timer", FACT_LIST, NULL, "compatible of the generic timer"},
	{"arm.dt.timer.*.interrupt", FACT_INTEGER, NULL,
		"INTID of the secure, physical, virtual or hypervisor timer"},
	{"arm.dt.timer.always_on", FACT_BOOLEAN, NULL, "the timer does not stop in idle states"},
	{"arm.dt.gic", FACT_LIST, NULL, "compatible of the interrupt controller"},
	{"arm.dt.its", FACT_LIST, NULL, "compatible of the interrupt translation service"},
	{"arm.dt.v2m", FACT_LIST, NULL, "compatible of GICv2's MSI frame"},
	{"arm.dt.pmu", FACT_LIST, NULL, "compatible of the performance monitors"},
	{"arm.dt.pmu.interrupt", FACT_INTEGER, NULL, "INTID of their overflow interrupt"},
	{"arm.dt.uart", FACT_STRING, NULL, "first compatible of the console's or another UART"},
	{"arm.dt.uart.interrupt", FACT_INTEGER, NULL, "INTID of that UART"},
	{"arm.dt.stdout_path", FACT_BOOLEAN, NULL, "the tree says which device is the console"},
	{"arm.dt.seeds", FACT_LIST, NULL, "random seeds that the kernel was given"},
	{"arm.dt.pci", FACT_LIST, NULL, "compatible of the PCI host bridge"},
	{"arm.dt.virtio_mmio", FACT_INTEGER, NULL, "virtio-mmio transports"},
	{"arm.dt.smmu", FACT_LIST, NULL, "compatible of the IOMMU"},
	{"arm.dt.watchdog", FACT_LIST, NULL, "compatible of the watchdog"},
	{"arm.dt.rtc", FACT_LIST, NULL, "compatible of the real-time clock"},
	{"arm.dt.scmi", FACT_LIST, NULL, "compatible of the SCMI node"},
	{"arm.dt.ffa", FACT_LIST, NULL, "compatible of the FF-A node"},
	{"arm.dt.optee", FACT_LIST, NULL, "compatible of the OP-TEE node"},
	{"arm.dt.hypervisor", FACT_LIST, NULL, "compatible of the hypervisor node"},
	{"arm.dt.reserved_memory", FACT_LIST, NULL, "nodes below /reserved-memory"},
	{0},
};

PROBE(arm64_dt) = {
	.id = "arm.dt",
	.title = "What the device tree of an Arm machine says that no kernel interface repeats",
	.source = "Devicetree Specification 0.4; Linux Documentation/devicetree/bindings",
	.flags = UNIT_ROOT,
	.facts = facts,
	.run = run,
};
