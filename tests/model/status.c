/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"
#include "virtio/device.h"
#include "virtio/feature_needs.h"

static bool in_subset(const struct model *m)
{
	for (unsigned i = 0; i < FEATURE_WORDS; i++)
		if (m->accepted.word[i] & ~m->offered.word[i])
			return false;
	return true;
}

static bool acceptable(struct model *m)
{
	if (model_fault(FAULT_FEATURES_REFUSED) && !model_has(m, VIRTIO_F_EVENT_IDX))
		return false;
	if (model_fault(FAULT_FEATURES_ONCE) && m->negotiations)
		return false;
	if (!model_fault(FAULT_FEATURES_ANY) && !in_subset(m))
		return false;
	if (!model_fault(FAULT_FEATURES_UNMET) &&
		feature_unmet(m->class->type, &m->accepted) != FEATURE_BITS)
		return false;
	m->negotiations++;
	return !m->class->negotiated || m->class->negotiated(m);
}

void model_needs_reset(struct model *m)
{
	m->broken = true;
	if (model_fault(FAULT_NEEDS_RESET_UNSAID))
		return;
	m->status |= STATUS_NEEDS_RESET;
	if (m->status & STATUS_DRIVER_OK && !model_fault(FAULT_NEEDS_RESET_SILENT))
		model_signal(m, ISR_CONFIG, m->config_vector);
}

uint32_t model_status(struct model *m)
{
	return m->status;
}

/* 3.4: it finishes what it has begun, then shows SUSPEND in the place of DRIVER_OK. */
static void suspend(struct model *m)
{
	uint32_t isr = m->isr;

	m->suspend_due_ns = 0;
	for (unsigned i = 0; i < m->class->queues; i++)
		if (m->queue[i].due_ns)
			model_process(m, i);
	if (model_fault(FAULT_SUSPEND_UNSIGNALLED))
		m->isr = isr;
	m->status = (uint8_t)((m->status & ~STATUS_DRIVER_OK) | STATUS_SUSPEND);
	m->suspended = true;
}

static void resume(struct model *m)
{
	m->resume_due_ns = 0;
	m->suspended = false;
	m->status = (uint8_t)((m->status & ~STATUS_SUSPEND) | STATUS_DRIVER_OK);
	if (m->config_pending && !model_fault(FAULT_SUSPENDED_FORGETS))
		model_signal(m, ISR_CONFIG, m->config_vector);
	m->config_pending = false;
}

void model_suspend_step(struct model *m)
{
	if (m->suspend_due_ns && m->now_ns >= m->suspend_due_ns)
		suspend(m);
	if (m->resume_due_ns && m->now_ns >= m->resume_due_ns)
		resume(m);
}

/* The bits of the status that a write changes at once; suspending and resuming take time. */
static uint32_t take_suspend(struct model *m, uint32_t status)
{
	bool running = m->status & STATUS_DRIVER_OK && model_has(m, VIRTIO_F_SUSPEND);

	if (status & STATUS_SUSPEND && running && !model_fault(FAULT_SUSPEND_IGNORED))
		m->suspend_due_ns = m->now_ns + MODEL_RESET_NS;
	if (m->suspended) {
		if (status & STATUS_DRIVER_OK && !model_fault(FAULT_RESUME_IGNORED))
			m->resume_due_ns = m->now_ns + MODEL_RESET_NS;
		return (status & ~(uint32_t)STATUS_DRIVER_OK) | STATUS_SUSPEND;
	}
	if (model_fault(FAULT_SUSPEND_EARLY))
		return status;
	return status & ~(uint32_t)STATUS_SUSPEND;
}

void model_set_status(struct model *m, uint32_t status)
{
	if (!status) {
		if (m->status) /* it reads 0 once that is done, not before */
			m->reset_due_ns = m->now_ns + MODEL_RESET_NS;
		else
			model_reset(m);
		return;
	}
	if (status & STATUS_FEATURES_OK && !(m->status & STATUS_FEATURES_OK) && !acceptable(m))
		status &= ~(uint32_t)STATUS_FEATURES_OK;
	if (!(status & STATUS_FEATURES_OK)) /* 3.1.1: nothing was agreed on */
		status &= ~(uint32_t)STATUS_DRIVER_OK;
	status = take_suspend(m, status);
	m->status = (uint8_t)(status | (m->status & STATUS_NEEDS_RESET));
}
