/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"
#include "virtio/device.h"

struct model_queue *model_selected(struct model *m)
{
	return m->queue_select < m->class->queues ? &m->queue[m->queue_select] : NULL;
}

void model_enable_queue(struct model *m, struct model_queue *q)
{
	(void)m;
	q->enabled = true;
	if (q->was_reset && model_fault(FAULT_QUEUE_RESET_SIZE))
		q->size = q->max;
}

void model_queue_reset_done(struct model_queue *q)
{
	struct model_queue old = *q;

	*q = (struct model_queue){.max = old.max,
		.size = old.max,
		.was_reset = true,
		.avail_wrap = true,
		.used_wrap = true,
		.msix_vector = 0xffff};
	if (model_fault(FAULT_QUEUE_RESET_STATE))
		q->avail_idx = old.avail_idx;
	if (model_fault(FAULT_QUEUE_RESET_ENABLED_PCI) || model_fault(FAULT_QUEUE_RESET_READY_MMIO))
		q->enabled = true;
	if (!model_fault(FAULT_QUEUE_RESET_GOES_ON))
		return;
	*q = old; /* goes on, although it says that it is not enabled */
	q->reset_due_ns = 0;
	q->enabled = false;
}

void model_reset_queue(struct model *m, struct model_queue *q)
{
	bool ignored = model_fault(FAULT_QUEUE_RESET_IGNORED_PCI) ||
		       model_fault(FAULT_QUEUE_RESET_IGNORED_MMIO);

	if (model_has(m, VIRTIO_F_RING_RESET) && !ignored)
		q->reset_due_ns = m->now_ns + MODEL_RESET_NS;
}

bool model_live(const struct model *m)
{
	bool ready = m->status & STATUS_DRIVER_OK || model_fault(FAULT_EARLY_START) ||
		     model_fault(FAULT_RESET_GOES_ON) || m->suspended;

	return ready && !m->broken && (!m->suspended || model_fault(FAULT_SUSPENDED_WORKS));
}

/* For FAULT_SPLIT_SPURIOUS: the available index is where it was. */
static bool nothing_new(struct model *m, unsigned index)
{
	const struct model_queue *q = &m->queue[index];
	const struct split_avail *avail = dma_at(q->driver, 4);

	return avail && avail->idx == q->avail_idx;
}

void model_notify(struct model *m, uint32_t value)
{
	uint32_t index = value & 0xffff;

	if (model_has(m, VIRTIO_F_NOTIF_CONFIG_DATA) && !model_fault(FAULT_PCI_NOTIF_CONFIG_DATA))
		index -= MODEL_NOTIFY_DATA;

	if (model_fault(FAULT_SPLIT_SPURIOUS) && index < m->class->queues && nothing_new(m, index))
		model_needs_reset(m);
	if (index < m->class->queues &&
		(m->queue[index].enabled || model_fault(FAULT_MMIO_NOT_READY)) &&
		!m->queue[index].due_ns)
		m->queue[index].due_ns = m->now_ns + MODEL_LATENCY_NS;
}

void model_signal(struct model *m, uint32_t bit, uint16_t vector)
{
	bool lost = bit == ISR_QUEUE &&
		    (model_fault(FAULT_PCI_ISR_QUEUE) || model_fault(FAULT_MMIO_EVENT_LOST));

	if ((bit == ISR_QUEUE && model_fault(FAULT_MSIX_QUEUE_UNMAPPED)) ||
		(bit == ISR_CONFIG && model_fault(FAULT_MSIX_CONFIG_UNMAPPED)))
		vector = vector < MODEL_MSIX_VECTORS ? vector : 0;
	if (!m->msix_enabled)
		m->isr |= lost ? 0 : bit;
	else if (vector < MODEL_MSIX_VECTORS)
		m->msix_pending |= 1u << vector;
	if (model_fault(FAULT_MMIO_EVENT_INVENTED) || model_fault(FAULT_MMIO_BOTH_BITS))
		m->isr |= ISR_CONFIG | ISR_QUEUE;
}

void model_complete(struct model *m, unsigned queue, const struct model_request *r, uint32_t len)
{
	model_push(m, &m->queue[queue], r, len);
}

bool model_take(struct model *m, unsigned queue, struct model_request *r)
{
	struct model_queue *q = &m->queue[queue];
	enum pop_result result;

	if (!model_live(m) || (!q->enabled && !model_fault(FAULT_QUEUE_RESET_GOES_ON) &&
				      !model_fault(FAULT_MMIO_NOT_READY)))
		return false;
	result = model_pop(m, q, r);
	if (result == POP_BROKEN)
		model_needs_reset(m);
	return result == POP_REQUEST;
}

/* FAULT_OUT_OF_ORDER: of two requests the second is answered first, and a while before. */
static bool swap_two(struct model *m, unsigned queue)
{
	struct model_queue *q = &m->queue[queue];
	static struct model_request first, second;

	if (first.descs) {
		model_push(m, q, &first, (uint32_t)m->class->handle(m, queue, &first));
		first.descs = 0;
	}
	if (!model_take(m, queue, &first))
		return false;
	first.descs = 1;
	if (!model_take(m, queue, &second))
		return false;
	model_push(m, q, &second, (uint32_t)m->class->handle(m, queue, &second));
	q->due_ns = m->now_ns + MODEL_LATENCY_NS;
	return true;
}

void model_process(struct model *m, unsigned queue)
{
	struct model_request r;
	int64_t len;

	m->queue[queue].due_ns = 0;
	if (model_fault(FAULT_OUT_OF_ORDER) && swap_two(m, queue))
		return;
	while (model_take(m, queue, &r)) {
		len = m->class->handle(m, queue, &r);
		if (len != MODEL_KEEP)
			model_push(m, &m->queue[queue], &r, (uint32_t)len);
	}
}
