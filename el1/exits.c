/* SPDX-License-Identifier: Apache-2.0 */
#include "el1/call.h"
#include "el1/el1.h"
#include "el1/gic.h"
#include "el1/psci_ids.h"

#define SAMPLES	  100
#define BATCH	  8
#define GICD_IIDR 0x008

typedef void operation(uint64_t argument);

/* Each sample is the mean of a few operations, as the counter may step slowly. */
static void measure(const char *id, const char *value, operation *op, uint64_t argument)
{
	static uint32_t samples[SAMPLES];

	op(argument);
	for (size_t i = 0; i < SAMPLES; i++) {
		uint64_t start = counter();

		for (unsigned n = 0; n < BATCH; n++)
			op(argument);
		samples[i] = (uint32_t)(ticks_to_ns(counter() - start) / BATCH);
	}
	metric_samples(id, "access", value, samples, SAMPLES);
}

static void call_once(uint64_t function)
{
	call_raw((uint32_t)function);
}

static void read_once(uint64_t address)
{
	read32(address);
}

/* SMCCC_VERSION has the least to do, where it exists. */
static void run_call(void)
{
	bool newer = call32(PSCI_VERSION, 0, 0, 0) >= 0x10000 &&
		     call32(PSCI_FEATURES, SMCCC_VERSION, 0, 0) >= 0;

	if (call32(PSCI_VERSION, 0, 0, 0) == NOT_SUPPORTED)
		check_say("absent", "nothing answers calls");
	else
		measure("el1.hypercall.latency", newer ? "SMCCC_VERSION" : "PSCI_VERSION",
			call_once, newer ? SMCCC_VERSION : PSCI_VERSION);
}

EL1_UNIT(50, exit_call) = {"el1.hypercall", "bench", run_call};

static void run_gic(void)
{
	if (!gic.version)
		check_say("absent", "no interrupt controller of a known kind");
	else
		measure("el1.mmio.gic.latency", "GICD_IIDR", read_once,
			gic.distributor + GICD_IIDR);
}

EL1_UNIT(51, exit_gic) = {"el1.mmio.gic", "bench", run_gic};

/* A register of a device model: virtio-mmio's magic, else the PCI host's first word. */
static void run_virtio(void)
{
	static const struct {
		const char *compatible, *name;
	} places[] = {
		{"virtio,mmio", "virtio-mmio MagicValue"},
		{"pci-host-ecam-generic", "PCI configuration space"},
		{"pci-host-cam-generic", "PCI configuration space"},
	};
	struct fdt_node node;
	uint64_t address, size;
	struct trap trap;

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (!fdt_find(&device_tree, &node, places[i].compatible) ||
			!fdt_reg(&node, 0, &address, &size) || address + size > 512ull << 30)
			continue;
		trap_expect();
		read32(address);
		if (trap_taken(&trap))
			continue;
		measure("el1.mmio.virtio.latency", places[i].name, read_once, address);
		return;
	}
	check_say("absent", "the device tree has neither virtio-mmio nor a PCI host");
}

EL1_UNIT(52, exit_virtio) = {"el1.mmio.virtio", "bench", run_virtio};
