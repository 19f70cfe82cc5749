/* SPDX-License-Identifier: Apache-2.0 */
#include "core/unit.h"

/* What the EL1 probe (el1/) measures, with the virtual counter: CNTVCT_EL0, CNTFRQ_EL0. */

static const struct metric_desc el1_hypercall_metrics[] = {
	{"el1.hypercall.latency", "ns", BETTER_LOWER,
		"from the call instruction to the one behind it"},
	{0},
};

BENCH(el1_hypercall) = {
	.id = "el1.hypercall",
	.title = "What a call to the hypervisor costs",
	.source =
		"SMCCC_VERSION or PSCI_VERSION, the cheapest call; CNTVCT_EL0 around eight of them",
	.flags = UNIT_EL1,
	.metrics = el1_hypercall_metrics,
};

static const struct metric_desc el1_mmio_gic_metrics[] = {
	{"el1.mmio.gic.latency", "ns", BETTER_LOWER, "one read of a GIC register"},
	{0},
};

BENCH(el1_mmio_gic) = {
	.id = "el1.mmio.gic",
	.title = "What a read of the interrupt distributor costs",
	.source = "GICD_IIDR; CNTVCT_EL0 around eight reads",
	.flags = UNIT_EL1,
	.metrics = el1_mmio_gic_metrics,
};

static const struct metric_desc el1_mmio_virtio_metrics[] = {
	{"el1.mmio.virtio.latency", "ns", BETTER_LOWER,
		"one read of a device model: an exit to it"},
	{0},
};

BENCH(el1_mmio_virtio) = {
	.id = "el1.mmio.virtio",
	.title = "What a read of a device model costs",
	.source = "virtio-mmio MagicValue, else PCI configuration space; CNTVCT_EL0 around eight "
		  "reads",
	.flags = UNIT_EL1,
	.metrics = el1_mmio_virtio_metrics,
};

static const struct metric_desc el1_sgi_metrics[] = {
	{"el1.sgi.latency", "ns", BETTER_LOWER,
		"from sending to the first instruction of the handler"},
	{0},
};

BENCH(el1_sgi) = {
	.id = "el1.sgi",
	.title = "How fast one CPU interrupts another",
	.source = "GIC software generated interrupt; CNTVCT_EL0 of both CPUs",
	.flags = UNIT_EL1,
	.metrics = el1_sgi_metrics,
};

static const struct metric_desc el1_timer_irq_metrics[] = {
	{"el1.timer.irq.latency", "ns", BETTER_LOWER,
		"from the due time to the first instruction of the handler"},
	{0},
};

BENCH(el1_timer_irq) = {
	.id = "el1.timer.irq",
	.title = "How late the virtual timer interrupts an idle CPU",
	.source = "CNTV_CVAL_EL0 and CNTVCT_EL0",
	.flags = UNIT_EL1,
	.metrics = el1_timer_irq_metrics,
};
