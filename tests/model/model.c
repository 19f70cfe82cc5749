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

/* ---- reset and status ---- */

static void clear_queues(struct model *m)
{
	memset(m->queue, 0, sizeof(m->queue));
	for (unsigned i = 0; i < m->class->queues; i++) {
		m->queue[i].max = m->queue[i].size = m->class->queue_max;
		m->queue[i].avail_wrap = m->queue[i].used_wrap = true;
		m->queue[i].msix_vector = 0xffff;
	}
}

static void reset_now(struct model *m)
{
	m->reset_due_ns = 0;
	m->accepted = (struct features){0};
	m->isr = 0;
	m->suspended = false;
	m->config_vector = 0xffff;
	m->status = model_fault(FAULT_RESET_STICKS) ? m->status : 0;
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
	if (!model_fault(FAULT_NO_VERSION_1))
		features_add(&m->offered, VIRTIO_F_VERSION_1);
}

static bool acceptable(struct model *m)
{
	for (unsigned i = 0; i < FEATURE_WORDS; i++)
		if (m->accepted.word[i] & ~m->offered.word[i])
			return false;
	return !m->class->negotiated || m->class->negotiated(m);
}

void model_needs_reset(struct model *m)
{
	m->status |= STATUS_NEEDS_RESET;
	if (m->status & STATUS_DRIVER_OK)
		model_signal(m, ISR_CONFIG, m->config_vector);
}

uint32_t model_status(struct model *m)
{
	return m->status;
}

void model_set_status(struct model *m, uint32_t status)
{
	if (!status) {
		if (m->status) /* it reads 0 once that is done, not before */
			m->reset_due_ns = m->now_ns + MODEL_RESET_NS;
		else
			reset_now(m);
		return;
	}
	if (status & STATUS_FEATURES_OK && !(m->status & STATUS_FEATURES_OK) && !acceptable(m))
		status &= ~(uint32_t)STATUS_FEATURES_OK;
	m->status = (uint8_t)(status | (m->status & STATUS_NEEDS_RESET));
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

/* ---- queues ---- */

struct model_queue *model_selected(struct model *m)
{
	return m->queue_select < m->class->queues ? &m->queue[m->queue_select] : NULL;
}

void model_enable_queue(struct model *m, struct model_queue *q)
{
	(void)m;
	q->enabled = true;
}

static void reset_queue_now(struct model_queue *q)
{
	unsigned max = q->max;

	*q = (struct model_queue){.max = max,
		.size = max,
		.avail_wrap = true,
		.used_wrap = true,
		.msix_vector = 0xffff};
}

void model_reset_queue(struct model *m, struct model_queue *q)
{
	if (model_has(m, VIRTIO_F_RING_RESET))
		q->reset_due_ns = m->now_ns + MODEL_RESET_NS;
}

static bool live(const struct model *m)
{
	return m->status & STATUS_DRIVER_OK && !(m->status & STATUS_NEEDS_RESET) && !m->suspended;
}

void model_notify(struct model *m, uint32_t value)
{
	uint32_t index = value & 0xffff;

	if (index < m->class->queues && m->queue[index].enabled && !m->queue[index].due_ns)
		m->queue[index].due_ns = m->now_ns + MODEL_LATENCY_NS;
}

void model_signal(struct model *m, uint32_t bit, uint16_t vector)
{
	if (!m->msix_enabled)
		m->isr |= bit;
	else if (vector < MODEL_MSIX_VECTORS)
		m->msix_pending |= 1u << vector;
}

void model_complete(struct model *m, unsigned queue, const struct model_request *r, uint32_t len)
{
	model_push(m, &m->queue[queue], r, len);
}

bool model_take(struct model *m, unsigned queue, struct model_request *r)
{
	struct model_queue *q = &m->queue[queue];
	enum pop_result result;

	if (!live(m) || !q->enabled)
		return false;
	result = model_pop(m, q, r);
	if (result == POP_BROKEN)
		model_needs_reset(m);
	return result == POP_REQUEST;
}

static void process(struct model *m, unsigned queue)
{
	struct model_request r;
	int64_t len;

	m->queue[queue].due_ns = 0;
	while (model_take(m, queue, &r)) {
		len = m->class->handle(m, queue, &r);
		if (len != MODEL_KEEP)
			model_push(m, &m->queue[queue], &r, (uint32_t)len);
	}
}

void model_step(struct model *m, uint64_t ns)
{
	m->now_ns += ns;
	if (m->reset_due_ns && m->now_ns >= m->reset_due_ns)
		reset_now(m);
	for (unsigned i = 0; i < m->class->queues; i++) {
		struct model_queue *q = &m->queue[i];

		if (q->reset_due_ns && m->now_ns >= q->reset_due_ns)
			reset_queue_now(q);
		if (q->due_ns && m->now_ns >= q->due_ns && live(m))
			process(m, i);
	}
	if (m->class->tick && live(m))
		m->class->tick(m);
}

/* ---- configuration ---- */

void model_config_put(struct model *m, uint32_t offset, uint64_t value, unsigned width)
{
	memcpy(m->config + offset, &value, width);
}

void model_config_changed(struct model *m)
{
	m->generation++;
	if (m->status & STATUS_DRIVER_OK)
		model_signal(m, ISR_CONFIG, m->config_vector);
}

uint32_t model_config_read(struct model *m, uint32_t offset, unsigned width)
{
	uint32_t value = 0;

	if (offset + width <= m->class->config_size)
		memcpy(&value, m->config + offset, width);
	return value;
}

void model_config_write(struct model *m, uint32_t offset, unsigned width, uint32_t value)
{
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
	reset_now(m);
	if (variant->mmio)
		m->bus.size[BUS_MMIO] = 0x100 + MODEL_CONFIG_MAX;
	else
		model_pci_init(m);
	return &m->bus;
}
