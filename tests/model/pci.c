/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/pci.h"

#include "virtio/device.h"

/* ---- the common configuration structure ---- */

static uint32_t half(uint64_t value, unsigned offset)
{
	return (uint32_t)(offset & 4 ? value >> 32 : value);
}

static uint32_t read_reset(const struct model_queue *q)
{
	if (model_fault(FAULT_QUEUE_RESET_NOT_ZERO_PCI) && !q->enabled && !q->was_reset)
		return 1;
	if (model_fault(FAULT_QUEUE_RESET_ENABLE_PCI) && q->enabled)
		return 1;
	return q->reset_due_ns && !model_fault(FAULT_QUEUE_RESET_BUSY_PCI);
}

static uint32_t read_queue(struct model *m, unsigned offset)
{
	const struct model_queue *q = model_selected(m);

	if (!q && offset == COMMON_QUEUE_SIZE && model_fault(FAULT_PCI_QUEUE_UNAVAILABLE))
		return 8;
	if (!q)
		return offset == COMMON_QUEUE_MSIX_VECTOR ? PCI_NO_VECTOR : 0;
	switch (offset) {
	case COMMON_QUEUE_SIZE:
		return q->size - model_fault(FAULT_PCI_QUEUE_SIZE_ODD);
	case COMMON_QUEUE_MSIX_VECTOR:
		return q->msix_vector;
	case COMMON_QUEUE_ENABLE:
		return q->enabled;
	case COMMON_QUEUE_NOTIFY_OFF:
		return m->queue_select;
	case COMMON_QUEUE_NOTIF_CONFIG_DATA:
		return m->queue_select + MODEL_NOTIFY_DATA;
	case COMMON_QUEUE_DESC:
	case COMMON_QUEUE_DESC + 4:
		return half(q->desc, offset);
	case COMMON_QUEUE_DRIVER:
	case COMMON_QUEUE_DRIVER + 4:
		return half(q->driver, offset);
	case COMMON_QUEUE_DEVICE:
	case COMMON_QUEUE_DEVICE + 4:
		return half(q->device, offset);
	case COMMON_QUEUE_RESET:
		return read_reset(q);
	default:
		return 0;
	}
}

static uint32_t read_common(struct model *m, unsigned offset)
{
	switch (offset) {
	case COMMON_DEVICE_FEATURE_SELECT:
		return m->device_feature_select;
	case COMMON_DEVICE_FEATURE:
		if (model_fault(FAULT_PCI_FEATURE_WRAPS))
			return model_device_features(m, m->device_feature_select % FEATURE_WORDS);
		return model_device_features(m, m->device_feature_select);
	case COMMON_DRIVER_FEATURE_SELECT:
		return m->driver_feature_select;
	case COMMON_DRIVER_FEATURE:
		if (model_fault(FAULT_PCI_DRIVER_FEATURE))
			return 0;
		return model_driver_features(m, m->driver_feature_select);
	case COMMON_CONFIG_MSIX_VECTOR:
		return m->config_vector;
	case COMMON_NUM_QUEUES:
		return m->class->queues;
	case COMMON_STATUS:
		if (model_fault(FAULT_PCI_STATUS_RETURNS) && !m->status)
			return m->status_reads++ % 2 ? STATUS_ACKNOWLEDGE : 0;
		return model_status(m);
	case COMMON_ADMIN_QUEUE_INDEX:
		return model_fault(FAULT_PCI_ADMIN_INDEX) ? 0 : m->class->queues;
	case COMMON_ADMIN_QUEUE_NUM:
		return model_fault(FAULT_PCI_ADMIN_NUM) ? 0xffff : 1;
	case COMMON_GENERATION:
		if (model_fault(FAULT_GENERATION_RUNS))
			m->generation++;
		return m->generation;
	case COMMON_QUEUE_SELECT:
		return m->queue_select;
	default:
		return read_queue(m, offset);
	}
}

static void put_half(uint64_t *field, unsigned offset, uint32_t value)
{
	unsigned shift = offset & 4 ? 32 : 0;

	*field = (*field & ~(0xffffffffull << shift)) | (uint64_t)value << shift;
}

/* What a register that maps an event holds after a write. */
static uint16_t map_vector(uint16_t before, bool config, uint32_t value)
{
	if (value == PCI_NO_VECTOR && model_fault(FAULT_MSIX_STAYS))
		return before;
	if (model_fault(FAULT_MSIX_ANY))
		return (uint16_t)value;
	if (model_fault(FAULT_MSIX_LAST) && value == MODEL_MSIX_VECTORS - 1)
		return PCI_NO_VECTOR;
	if (model_fault(FAULT_MSIX_CONFIG_ONE) && config && value)
		return PCI_NO_VECTOR;
	if (model_fault(FAULT_MSIX_REFUSES) && !config)
		return PCI_NO_VECTOR;
	if (model_fault(FAULT_MSIX_SHOWS_ZERO) && value < MODEL_MSIX_VECTORS)
		return 0;
	return (uint16_t)(value < MODEL_MSIX_VECTORS ? value : PCI_NO_VECTOR);
}

static void write_queue(struct model *m, unsigned offset, uint32_t value)
{
	struct model_queue *q = model_selected(m);

	if (!q)
		return;
	switch (offset) {
	case COMMON_QUEUE_SIZE:
		q->size = value && value <= q->max ? value : q->size;
		break;
	case COMMON_QUEUE_MSIX_VECTOR:
		q->msix_vector = map_vector(q->msix_vector, false, value);
		break;
	case COMMON_QUEUE_ENABLE:
		if (value == 1)
			model_enable_queue(m, q);
		break;
	case COMMON_QUEUE_DESC:
	case COMMON_QUEUE_DESC + 4:
		put_half(&q->desc, offset, value);
		break;
	case COMMON_QUEUE_DRIVER:
	case COMMON_QUEUE_DRIVER + 4:
		put_half(&q->driver, offset, value);
		break;
	case COMMON_QUEUE_DEVICE:
	case COMMON_QUEUE_DEVICE + 4:
		put_half(&q->device, offset, value);
		break;
	case COMMON_QUEUE_RESET:
		if (value == 1)
			model_reset_queue(m, q);
		break;
	}
}

static void write_common(struct model *m, unsigned offset, uint32_t value)
{
	switch (offset) {
	case COMMON_DEVICE_FEATURE_SELECT:
		m->device_feature_select = value;
		break;
	case COMMON_DRIVER_FEATURE_SELECT:
		m->driver_feature_select = value;
		break;
	case COMMON_DRIVER_FEATURE:
		model_set_driver_features(m, m->driver_feature_select, value);
		break;
	case COMMON_CONFIG_MSIX_VECTOR:
		m->config_vector = map_vector(m->config_vector, true, value);
		break;
	case COMMON_STATUS:
		model_set_status(m, value);
		break;
	case COMMON_QUEUE_SELECT:
		m->queue_select = value;
		break;
	default:
		write_queue(m, offset, value);
	}
}

/* ---- the BARs ---- */

static uint32_t take_isr(struct model *m)
{
	uint32_t bits = m->isr;

	if (!model_fault(FAULT_PCI_ISR_STAYS))
		m->isr = 0;
	return bits;
}

static uint32_t read_msix(const struct model *m, unsigned offset)
{
	if (offset < sizeof(m->msix_table))
		return m->msix_table[offset / 4];
	return offset == MSIX_PBA ? m->msix_pending : 0;
}

static uint32_t read_bar(struct model *m, unsigned bar, unsigned offset, unsigned width)
{
	if (bar == BAR_MSIX)
		return read_msix(m, offset);
	if (bar != BAR_STRUCTURES)
		return 0;
	if (offset < IN_ISR)
		return read_common(m, offset);
	if (offset < IN_DEVICE)
		return take_isr(m);
	return offset < IN_NOTIFY ? model_config_read(m, offset - IN_DEVICE, width) : 0;
}

static void write_bar(
	struct model *m, unsigned bar, unsigned offset, unsigned width, uint32_t value)
{
	if (bar == BAR_MSIX && offset < sizeof(m->msix_table))
		m->msix_table[offset / 4] = value;
	if (bar != BAR_STRUCTURES)
		return;
	if (offset < IN_ISR)
		write_common(m, offset, value);
	else if (offset >= IN_NOTIFY)
		model_notify(m, value);
	else if (offset >= IN_DEVICE)
		model_config_write(m, offset - IN_DEVICE, width, value);
}

/* ---- PCI configuration space ---- */

/* 4.1.4.9: the window that bar, offset and length of the capability describe. */
static bool in_window(const struct model *m, unsigned offset, unsigned *width)
{
	*width = get(m, AT_ACCESS + PCI_CAP_LENGTH, 4);
	return offset == AT_ACCESS + PCI_CAP_EXTRA && (*width == 1 || *width == 2 || *width == 4);
}

static bool shows_interrupt(const struct model *m)
{
	return m->isr && !model_fault(FAULT_PCI_STATUS_BIT);
}

static uint32_t read_config(struct model *m, unsigned offset, unsigned width)
{
	unsigned size;

	if (model_fault(FAULT_PCI_VENDOR_DATA_READS) && offset == AT_VENDOR + 6)
		put(m, offset, get(m, offset, 1) + 1, 1);
	if (in_window(m, offset, &size) && !model_fault(FAULT_PCI_WINDOW_READ))
		put(m, offset,
			read_bar(m, get(m, AT_ACCESS + PCI_CAP_BAR, 1),
				get(m, AT_ACCESS + PCI_CAP_OFFSET, 4), size),
			size);
	put(m, PCI_STATUS, PCI_STATUS_CAP_LIST | (shows_interrupt(m) ? PCI_STATUS_INTERRUPT : 0),
		2);
	return get(m, offset, width);
}

static void write_config(struct model *m, unsigned offset, unsigned width, uint32_t value)
{
	unsigned size;

	if (offset == PCI_COMMAND)
		put(m, offset, value, 2);
	if (offset == AT_MSIX + PCI_MSIX_FLAGS) {
		m->msix_enabled = value & PCI_MSIX_FLAGS_ENABLE;
		m->msix_masked = value & PCI_MSIX_FLAGS_MASKALL;
		put(m, offset, (value & 0xc000) | (get(m, offset, 2) & PCI_MSIX_FLAGS_QSIZE), 2);
	}
	if (offset >= AT_ACCESS + PCI_CAP_BAR && offset < AT_ACCESS + 20)
		put(m, offset, value, width);
	if (in_window(m, offset, &size) && !model_fault(FAULT_PCI_WINDOW_WRITE))
		write_bar(m, get(m, AT_ACCESS + PCI_CAP_BAR, 1),
			get(m, AT_ACCESS + PCI_CAP_OFFSET, 4), size, get(m, offset, size));
}

static uint32_t pci_bus_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	struct model *m = (struct model *)bus;

	model_step(m, MODEL_ACCESS_NS);
	return space == BUS_CONFIG ? read_config(m, (unsigned)offset, width)
				   : read_bar(m, space, (unsigned)offset, width);
}

static void pci_bus_write(
	struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	struct model *m = (struct model *)bus;

	model_step(m, MODEL_ACCESS_NS);
	if (space == BUS_CONFIG)
		write_config(m, (unsigned)offset, width, value);
	else
		write_bar(m, space, (unsigned)offset, width, value);
}

const struct bus_ops model_pci_bus = {
	.read = pci_bus_read,
	.write = pci_bus_write,
	.now_ns = model_now_ns,
	.relax = model_relax,
	.close = model_close,
};
