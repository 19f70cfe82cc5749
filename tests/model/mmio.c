/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/mmio.h"

static void put_low(uint64_t *at, uint32_t value)
{
	*at = (*at & ~0xffffffffull) | value;
}

static void put_high(uint64_t *at, uint32_t value)
{
	*at = (*at & 0xffffffffull) | (uint64_t)value << 32;
}

static uint32_t read_reset(const struct model_queue *q)
{
	if (model_fault(FAULT_QUEUE_RESET_NOT_ZERO_MMIO) && !q->enabled && !q->was_reset)
		return 1;
	if (model_fault(FAULT_QUEUE_RESET_ENABLE_MMIO) && q->enabled)
		return 1;
	return q->reset_due_ns && !model_fault(FAULT_QUEUE_RESET_BUSY_MMIO);
}

static uint32_t read_queue(struct model *m, unsigned reg)
{
	const struct model_queue *q = model_selected(m);

	switch (reg) {
	case MMIO_QUEUE_SIZE_MAX:
		return q ? q->max : 0;
	case MMIO_QUEUE_READY:
		return q ? q->enabled : 0;
	case MMIO_QUEUE_RESET:
		return q && read_reset(q);
	default:
		return 0;
	}
}

/* 4.2.2: all ones is the length of a region that does not exist. */
static uint32_t read_shm(const struct model *m, unsigned reg)
{
	bool exists = model_shm_length(m) && m->shm_select == model_shm_id(m);

	if (!exists)
		return UINT32_MAX;
	if (reg == MMIO_SHM_LEN)
		return model_shm_length(m);
	return reg == MMIO_SHM_BASE ? 0x10000000 : 0;
}

static uint32_t read_register(struct model *m, unsigned reg)
{
	switch (reg) {
	case MMIO_MAGIC:
		return MMIO_MAGIC_VALUE + model_fault(FAULT_MMIO_MAGIC);
	case MMIO_VERSION:
		return MMIO_VERSION_VALUE - model_fault(FAULT_MMIO_VERSION);
	case MMIO_DEVICE_ID:
		return m->class->type;
	case MMIO_VENDOR_ID:
		return 0x4c444f4d;
	case MMIO_DEVICE_FEATURES:
		return model_device_features(m, m->device_feature_select);
	case MMIO_INTERRUPT_STATUS:
		return m->isr;
	case MMIO_STATUS:
		return model_status(m);
	case MMIO_CONFIG_GENERATION:
		return m->generation;
	case MMIO_SHM_LEN:
	case MMIO_SHM_LEN + 4:
	case MMIO_SHM_BASE:
	case MMIO_SHM_BASE + 4:
		return read_shm(m, reg);
	default:
		return read_queue(m, reg);
	}
}

static void write_queue(struct model *m, unsigned reg, uint32_t value)
{
	struct model_queue *q = model_selected(m);

	if (!q)
		return;
	switch (reg) {
	case MMIO_QUEUE_SIZE:
		q->size = value && value <= q->max ? value : q->size;
		break;
	case MMIO_QUEUE_READY:
		if (value)
			model_enable_queue(m, q);
		else
			q->enabled = false;
		break;
	case MMIO_QUEUE_DESC:
		put_low(&q->desc, value);
		break;
	case MMIO_QUEUE_DESC + 4:
		put_high(&q->desc, value);
		break;
	case MMIO_QUEUE_DRIVER:
		put_low(&q->driver, value);
		break;
	case MMIO_QUEUE_DRIVER + 4:
		put_high(&q->driver, value);
		break;
	case MMIO_QUEUE_DEVICE:
		put_low(&q->device, value);
		break;
	case MMIO_QUEUE_DEVICE + 4:
		put_high(&q->device, value);
		break;
	case MMIO_QUEUE_RESET:
		if (value == 1)
			model_reset_queue(m, q);
		break;
	}
}

static void write_register(struct model *m, unsigned reg, uint32_t value)
{
	switch (reg) {
	case MMIO_DEVICE_FEATURES_SEL:
		m->device_feature_select = model_fault(FAULT_MMIO_TWO_WORDS) ? value > 0 : value;
		break;
	case MMIO_DRIVER_FEATURES_SEL:
		m->driver_feature_select = value;
		break;
	case MMIO_DRIVER_FEATURES:
		model_set_driver_features(m, m->driver_feature_select, value);
		break;
	case MMIO_QUEUE_SEL:
		m->queue_select = value;
		break;
	case MMIO_QUEUE_NOTIFY:
		model_notify(m, value);
		break;
	case MMIO_INTERRUPT_ACK:
		m->isr &= ~value;
		break;
	case MMIO_STATUS:
		model_set_status(m, value);
		break;
	case MMIO_SHM_SEL:
		m->shm_select = value;
		break;
	default:
		write_queue(m, reg, value);
	}
}

static uint32_t mmio_bus_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	struct model *m = (struct model *)bus;

	(void)space;
	model_step(m, MODEL_ACCESS_NS);
	if (offset >= MMIO_CONFIG)
		return model_config_read(m, (uint32_t)offset - MMIO_CONFIG, width);
	return width == 4 ? read_register(m, (unsigned)offset) : 0;
}

static void mmio_bus_write(
	struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	struct model *m = (struct model *)bus;

	(void)space;
	model_step(m, MODEL_ACCESS_NS);
	if (offset >= MMIO_CONFIG)
		model_config_write(m, (uint32_t)offset - MMIO_CONFIG, width, value);
	else if (width == 4)
		write_register(m, (unsigned)offset, value);
}

const struct bus_ops model_mmio_bus = {
	.read = mmio_bus_read,
	.write = mmio_bus_write,
	.now_ns = model_now_ns,
	.relax = model_relax,
	.close = model_close,
};
