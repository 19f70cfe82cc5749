/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

static struct split_avail *avail_of(const struct model_queue *q)
{
	return dma_at(q->driver, 6 + 2 * q->size);
}

static struct split_used *used_of(const struct model_queue *q)
{
	return dma_at(q->device, 6 + 8 * q->size);
}

/* 2.7.5.3: a table of descriptors in the place of the chain. */
static bool walk_chain(struct model *m, struct model_request *r, const struct split_desc *table,
	uint32_t size, unsigned at, bool in_table)
{
	for (unsigned n = 0; n < size; n++) {
		const struct split_desc *desc = &table[at];

		if (at >= size)
			return false;
		if (desc->flags & DESC_INDIRECT) {
			struct split_desc *inner = dma_at(desc->addr, desc->len);

			if (in_table || !inner || !model_has(m, VIRTIO_F_INDIRECT_DESC))
				return false;
			if (model_fault(FAULT_SPLIT_INDIRECT_WRITE) && desc->flags & DESC_WRITE)
				return false;
			if (model_fault(FAULT_SPLIT_INDIRECT_FIRST) && n)
				return true;
			return walk_chain(m, r, inner, desc->len / 16, 0, true);
		}
		if (!model_add_seg(r, desc->addr, desc->len, desc->flags & DESC_WRITE))
			return false;
		if (!(desc->flags & DESC_NEXT))
			return true;
		if (model_fault(FAULT_SPLIT_FIXED_LAYOUT) && n == 1)
			return true;
		at = desc->next;
	}
	return false;
}

static void want_notification(struct model *m, struct model_queue *q)
{
	uint8_t *used = dma_at(q->device, 6 + 8 * q->size);

	if (model_fault(FAULT_SPLIT_USED_FLAGS))
		*(volatile uint16_t *)used = 2;
	if (model_fault(FAULT_SPLIT_USED_FLAGS_EVENT_IDX))
		*(volatile uint16_t *)used = 1;
	if (model_has(m, VIRTIO_F_EVENT_IDX)) /* 2.7.10: avail_event stands behind the ring */
		*(volatile uint16_t *)(used + 4 + 8 * q->size) = q->avail_idx;
}

enum pop_result model_pop_split(struct model *m, struct model_queue *q, struct model_request *r)
{
	struct split_avail *avail = avail_of(q);
	struct split_desc *table = dma_at(q->desc, 16 * q->size);

	if (!avail || !table || !used_of(q))
		return POP_BROKEN;
	if (__atomic_load_n(&avail->idx, __ATOMIC_ACQUIRE) == q->avail_idx)
		return POP_NONE;
	r->id = avail->ring[q->avail_idx % q->size];
	q->avail_idx++;
	want_notification(m, q);
	return r->id < q->size && walk_chain(m, r, table, q->size, r->id, false) ? POP_REQUEST
										 : POP_BROKEN;
}

/* What lies about a used buffer; every driver has to see through it. */
static void publish(struct model_queue *q, struct split_used *used, uint32_t id, uint32_t len)
{
	struct split_used_elem *elem = &used->ring[q->used_idx % q->size];
	uint16_t news = 1;

	if (model_fault(FAULT_SPLIT_USED_ID))
		id = q->size;
	if (model_fault(FAULT_SPLIT_USED_TWICE) && q->used_idx % 2)
		id = used->ring[(q->used_idx - 1) % q->size].id;
	if (model_fault(FAULT_SPLIT_USED_AHEAD))
		news = 2;
	if (!model_fault(FAULT_SPLIT_IDX_FIRST))
		*elem = (struct split_used_elem){id, len};
	q->used_idx = (uint16_t)(q->used_idx + news);
	__atomic_store_n(&used->idx, q->used_idx, __ATOMIC_RELEASE);
}

/* 2.7.7.2 Used Buffer Notification Suppression. */
static bool signal_wanted(struct model *m, const struct model_queue *q, struct split_avail *avail)
{
	volatile struct split_avail *ring = avail;
	uint16_t event = ring->ring[q->size]; /* used_event */
	bool reached = (uint16_t)(q->used_idx - 1) == event;

	if (model_has(m, VIRTIO_F_EVENT_IDX)) {
		if (model_fault(FAULT_SPLIT_EVENT_FLAGS) && ring->flags & 1)
			return false;
		if (model_fault(FAULT_SPLIT_EVENT_MISSED))
			return false;
		return reached || model_fault(FAULT_SPLIT_EVENT_EAGER);
	}
	if (model_fault(FAULT_SPLIT_EVENT_HEEDED))
		return reached;
	if (ring->flags & 1)
		return model_fault(FAULT_SPLIT_SIGNAL_EAGER);
	return !model_fault(FAULT_SPLIT_SIGNAL_MISSED);
}

bool model_push_split(
	struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len)
{
	struct split_avail *avail = avail_of(q);
	struct split_used *used = used_of(q);
	struct split_desc *table = dma_at(q->desc, 16 * q->size);

	if (!avail || !used || !table)
		return false;
	if (model_fault(FAULT_SPLIT_DESC_WRITTEN))
		table[r->id].len = len;
	if (model_fault(FAULT_SPLIT_LEN_LONG))
		len = r->writable + 8;
	if (model_fault(FAULT_SPLIT_LEN_UNWRITTEN) && r->writable)
		r->seg[r->read_count].bytes[0] = m->queue[0].pushed % 2 ? 0xff : 0;
	publish(q, used, r->id, len);
	return signal_wanted(m, q, avail);
}
