/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hostile/hostile.h"

#include "tests/model/pci.h"
#include "virtio/mmio.h"

static enum reg mmio_reg(uint64_t offset)
{
	switch (offset) {
	case MMIO_STATUS:
		return REG_STATUS;
	case MMIO_DEVICE_FEATURES:
		return REG_FEATURES;
	case MMIO_QUEUE_SIZE_MAX:
		return REG_QUEUE_SIZE;
	case MMIO_QUEUE_READY:
	case MMIO_QUEUE_RESET:
		return REG_QUEUE;
	case MMIO_INTERRUPT_STATUS:
		return REG_ISR;
	case MMIO_CONFIG_GENERATION:
		return REG_GENERATION;
	default:
		return offset >= MMIO_CONFIG ? REG_CONFIG : REG_OTHER;
	}
}

static enum reg common_reg(uint64_t offset)
{
	switch (offset) {
	case COMMON_STATUS:
		return REG_STATUS;
	case COMMON_DEVICE_FEATURE:
		return REG_FEATURES;
	case COMMON_NUM_QUEUES:
		return REG_QUEUES;
	case COMMON_QUEUE_SIZE:
		return REG_QUEUE_SIZE;
	case COMMON_QUEUE_ENABLE:
	case COMMON_QUEUE_NOTIFY_OFF:
	case COMMON_QUEUE_RESET:
		return REG_QUEUE;
	case COMMON_GENERATION:
		return REG_GENERATION;
	default:
		return REG_OTHER;
	}
}

enum reg reg_of(const struct model *m, unsigned space, uint64_t offset)
{
	if (m->variant->mmio)
		return mmio_reg(offset);
	if (space == BUS_CONFIG)
		return REG_PCI;
	if (space == BAR_MSIX)
		return REG_ISR;
	if (space != BAR_STRUCTURES)
		return REG_OTHER;
	if (offset < IN_ISR)
		return common_reg(offset);
	if (offset < IN_DEVICE)
		return REG_ISR;
	return offset < IN_NOTIFY ? REG_CONFIG : REG_OTHER;
}

/* ---- lies ---- */

static uint32_t any(struct hostile *h, uint32_t truth)
{
	(void)truth;
	return random_nasty(&h->random);
}

static uint32_t flip(struct hostile *h, uint32_t truth)
{
	return truth ^ 1u << random_below(&h->random, 32);
}

/* Surprise removal. */
static uint32_t gone(struct hostile *h, uint32_t truth)
{
	(void)h;
	(void)truth;
	return UINT32_MAX;
}

static uint32_t never_reset(struct hostile *h, uint32_t truth)
{
	(void)h;
	return truth ? truth : 1;
}

static uint32_t huge_queue(struct hostile *h, uint32_t truth)
{
	static const uint32_t sizes[] = {0x8000, 0xffff, 0x4000, 0x7fff, 0xffffffff, 1, 0};

	(void)truth;
	return sizes[random_below(&h->random, sizeof(sizes) / sizeof(*sizes))];
}

static uint32_t storm(struct hostile *h, uint32_t truth)
{
	(void)h;
	(void)truth;
	return UINT32_MAX;
}

/* A capability leads back to one of the places where capabilities are. */
static uint32_t loop(struct hostile *h, uint32_t truth)
{
	return (truth & ~0xffu) | (0x40 + 8 * random_below(&h->random, 24));
}

const struct act register_acts[] = {
	{"gone", .reg = REG_ANY, .lie = gone},
	{"any-register", .reg = REG_ANY, .lie = any},
	{"bit-flips", .reg = REG_ANY, .lie = flip},
	{"reset-never-ends", .reg = REG_STATUS, .lie = never_reset},
	{"status", .reg = REG_STATUS, .lie = flip},
	{"features", .reg = REG_FEATURES, .lie = any},
	{"queue-count", .reg = REG_QUEUES, .lie = any},
	{"queue-size", .reg = REG_QUEUE_SIZE, .lie = huge_queue},
	{"queue-registers", .reg = REG_QUEUE, .lie = any},
	{"generation", .reg = REG_GENERATION, .lie = any},
	{"interrupt-storm", .reg = REG_ISR, .lie = storm},
	{"config-flips", .reg = REG_CONFIG, .lie = flip},
	{"config", .reg = REG_CONFIG, .lie = any},
	{"pci-config", .reg = REG_PCI, .lie = any},
	{"capability-loop", .reg = REG_PCI, .lie = loop},
};
const size_t register_act_count = sizeof(register_acts) / sizeof(*register_acts);
