/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/device.h"

#include <stdlib.h>
#include <string.h>

bool model_has(const struct model *m, unsigned bit)
{
	return features_have(&m->accepted, bit);
}

bool model_option(const struct model *m, enum model_option option)
{
	return m->variant->options & option;
}

uint32_t model_shm_length(const struct model *m)
{
	return m->variant->bare || model_fault(FAULT_PMEM_NO_REGION) ? 0 : m->class->shm_length;
}

unsigned model_shm_id(const struct model *m)
{
	if (model_fault(FAULT_PMEM_REGION_ID) || model_fault(FAULT_FS_WINDOW_ID))
		return 3;
	return model_fault(FAULT_GPU_SHM_ID) ? 2 : m->class->shm_id;
}

/* ---- reset ---- */

static void clear_queues(struct model *m)
{
	bool enabled = m->queue[0].enabled &&
		       (model_fault(FAULT_PCI_ENABLE_STAYS) || model_fault(FAULT_MMIO_READY_STAYS));
	uint16_t vector = m->queue[0].msix_vector;

	memset(m->queue, 0, sizeof(m->queue));
	m->queue[0].enabled = enabled;
	for (unsigned i = 0; i < m->class->queues; i++) {
		m->queue[i].max = m->queue[i].size = m->class->queue_max;
		m->queue[i].avail_wrap = m->queue[i].used_wrap = true;
		m->queue[i].msix_vector = 0xffff;
	}
	if (model_fault(FAULT_MSIX_KEEPS))
		m->queue[0].msix_vector = vector;
}

void model_reset(struct model *m)
{
	m->reset_due_ns = 0;
	m->accepted = (struct features){0};
	m->isr = model_fault(FAULT_MMIO_RESET_KEEPS) ? m->isr : 0;
	m->msix_pending = 0;
	m->broken = false;
	m->suspended = m->config_pending = false;
	m->suspend_due_ns = m->resume_due_ns = 0;
	m->config_vector = 0xffff;
	m->status = model_fault(FAULT_RESET_STICKS) ? m->status : 0;
	if (!model_fault(FAULT_RESET_GOES_ON) || !m->queue[0].max)
		clear_queues(m);
	memset(m->config, 0, sizeof(m->config));
	m->class->init(m);
}

/* What is offered depends on the variant; dependencies stay whole (2.2.2). */
static void offer(struct model *m)
{
	static const unsigned ring_bits[] = {VIRTIO_F_INDIRECT_DESC, VIRTIO_F_EVENT_IDX,
		VIRTIO_F_RING_PACKED, VIRTIO_F_IN_ORDER, VIRTIO_F_NOTIFICATION_DATA,
		VIRTIO_F_RING_RESET, VIRTIO_F_SUSPEND};

	if (!m->variant->bare) {
		m->offered = (struct features){{
			(uint32_t)m->class->features[0],
			(uint32_t)(m->class->features[0] >> 32),
			(uint32_t)m->class->features[1],
			(uint32_t)(m->class->features[1] >> 32),
		}};
		for (size_t i = 0; i < sizeof(ring_bits) / sizeof(*ring_bits); i++)
			features_add(&m->offered, ring_bits[i]);
	}
	if (m->class->offer)
		m->class->offer(m);
	if (model_option(m, MODEL_RICH) || model_fault(FAULT_SR_IOV_UNBACKED))
		features_add(&m->offered, VIRTIO_F_SR_IOV);
	if (model_option(m, MODEL_RICH))
		features_add(&m->offered, VIRTIO_F_NOTIF_CONFIG_DATA);
	if (model_option(m, MODEL_RICH))
		features_add(&m->offered, VIRTIO_F_ADMIN_VQ);
	if (model_fault(FAULT_SR_IOV_UNOFFERED))
		features_remove(&m->offered, VIRTIO_F_SR_IOV);
	if (model_fault(FAULT_FEATURE_RESERVED))
		features_add(&m->offered, 45);
	if (model_fault(FAULT_FEATURE_ALONE)) /* VIRTIO_NET_F_CTRL_VLAN without a control queue */
		features_remove(&m->offered, 17);
	if (!model_fault(FAULT_NO_VERSION_1))
		features_add(&m->offered, VIRTIO_F_VERSION_1);
}

/* ---- features ---- */

uint32_t model_device_features(struct model *m, uint32_t word)
{
	return word < FEATURE_WORDS ? m->offered.word[word] : 0;
}

uint32_t model_driver_features(struct model *m, uint32_t word)
{
	return word < FEATURE_WORDS ? m->accepted.word[word] : 0;
}

void model_set_driver_features(struct model *m, uint32_t word, uint32_t bits)
{
	if (word < FEATURE_WORDS && !(m->status & STATUS_FEATURES_OK))
		m->accepted.word[word] = bits;
}

/* ---- time ---- */

void model_step(struct model *m, uint64_t ns)
{
	m->now_ns += ns;
	if (m->reset_due_ns && m->now_ns >= m->reset_due_ns)
		model_reset(m);
	model_suspend_step(m);
	for (unsigned i = 0; i < m->class->queues; i++) {
		struct model_queue *q = &m->queue[i];

		model_packed_step(m, q);
		if (q->reset_due_ns && m->now_ns >= q->reset_due_ns)
			model_queue_reset_done(q);
		if (q->due_ns && m->now_ns >= q->due_ns && model_live(m))
			model_process(m, i);
	}
	if (m->class->tick && model_live(m))
		m->class->tick(m);
}

/* ---- configuration ---- */

void model_config_put(struct model *m, uint32_t offset, uint64_t value, unsigned width)
{
	memcpy(m->config + offset, &value, width);
}

void model_config_changed(struct model *m)
{
	if (!model_fault(FAULT_GENERATION_STANDS_PCI) && !model_fault(FAULT_GENERATION_STANDS_MMIO))
		m->generation++;
	if (m->suspended && !model_fault(FAULT_SUSPENDED_SIGNALS))
		m->config_pending = true; /* 3.4.2: the notification waits until it resumes */
	else if (m->status & (STATUS_DRIVER_OK | STATUS_SUSPEND) &&
		 !model_fault(FAULT_CONFIG_UNSIGNALLED_PCI) &&
		 !model_fault(FAULT_CONFIG_UNSIGNALLED_MMIO))
		model_signal(m, ISR_CONFIG, m->config_vector);
}

uint32_t model_config_read(struct model *m, uint32_t offset, unsigned width)
{
	uint32_t value = 0;

	if (model_fault(FAULT_CONFIG_LATE) && !(m->status & STATUS_FEATURES_OK))
		return 0;
	if (offset + width <= m->class->config_size)
		memcpy(&value, m->config + offset, width);
	if (model_fault(FAULT_PCI_HALVES) && m->last_config_read == offset + 4)
		value = 0;
	m->last_config_read = offset;
	return value;
}

void model_config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
	if (m->suspended && !model_fault(FAULT_SUSPENDED_WRITES))
		return;
	if (m->class->config_write && offset + width <= m->class->config_size)
		m->class->config_write(m, offset, width, value);
}

/* ---- the bus ---- */

uint64_t model_now_ns(struct bus *bus)
{
	return ((struct model *)bus)->now_ns;
}

void model_relax(struct bus *bus)
{
	model_step((struct model *)bus, MODEL_RELAX_NS);
}

void model_close(struct bus *bus)
{
	free(((struct model *)bus)->state);
	free(bus);
}

struct bus *model_open(const struct model_class *class, const struct model_variant *variant)
{
	struct model *m = calloc(1, sizeof(*m));

	if (!m)
		abort();
	m->class = class;
	m->variant = variant;
	m->now_ns = 1000000;
	m->bus.ops = variant->mmio ? &model_mmio_bus : &model_pci_bus;
	offer(m);
	model_reset(m);
	if (variant->mmio)
		m->bus.size[BUS_MMIO] = 0x100 + MODEL_CONFIG_MAX;
	else
		model_pci_init(m);
	return &m->bus;
}
