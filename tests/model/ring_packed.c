/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

static struct packed_desc *ring_of(const struct model_queue *q)
{
	return dma_at(q->desc, 16 * q->size);
}

static bool available(const struct packed_desc *desc, bool wrap)
{
	uint16_t flags = __atomic_load_n(&desc->flags, __ATOMIC_ACQUIRE);

	if (model_fault(FAULT_PACKED_UNAVAILABLE) && desc->addr)
		return true;
	return !!(flags & DESC_AVAIL) == wrap && !!(flags & DESC_USED) != wrap;
}

static void step_by(uint16_t *at, bool *wrap, unsigned descs, unsigned size)
{
	*at = (uint16_t)(*at + descs);
	if (*at >= size) {
		*at = (uint16_t)(*at - size);
		*wrap = !*wrap;
	}
}

/* 2.8.7: only DESC_WRITE counts in a table. */
static bool walk_table(struct model_request *r, const struct packed_desc *desc)
{
	const struct packed_desc *table = dma_at(desc->addr, desc->len);

	for (unsigned i = 0; table && i < desc->len / 16; i++)
		if (!model_add_seg(r, table[i].addr, table[i].len, table[i].flags & DESC_WRITE))
			return false;
	return table;
}

/* FAULT_PACKED_REVERSED: the first and the last device-writable element change places. */
static void swap_writable(struct model_request *r)
{
	unsigned first = r->read_count, last = first + r->write_count - 1;
	uint8_t *bytes = r->seg[first].bytes;
	uint32_t len = r->seg[first].len;

	r->seg[first] = r->seg[last];
	r->seg[last].bytes = bytes;
	r->seg[last].len = len;
}

enum pop_result model_pop_packed(struct model *m, struct model_queue *q, struct model_request *r)
{
	struct packed_desc *ring = ring_of(q);
	bool more = true, good = true, wrap = q->avail_wrap;
	uint16_t at = q->avail_idx;

	if (!ring || !dma_at(q->driver, 4) || !dma_at(q->device, 4))
		return POP_BROKEN;
	if (!available(&ring[at], wrap))
		return POP_NONE;
	for (; more && good && r->descs < q->size; r->descs++) {
		const struct packed_desc *desc = &ring[at];

		if (desc->flags & DESC_INDIRECT)
			good = model_has(m, VIRTIO_F_INDIRECT_DESC) && walk_table(r, desc);
		else
			good = model_add_seg(r, desc->addr, desc->len, desc->flags & DESC_WRITE);
		more = desc->flags & DESC_NEXT;
		if (!r->descs || !model_fault(FAULT_PACKED_FIRST_ID))
			r->id = desc->id;
		step_by(&at, &wrap, 1, q->size);
	}
	if (model_fault(FAULT_PACKED_REVERSED) && r->write_count > 1)
		swap_writable(r);
	q->avail_idx = at;
	q->avail_wrap = wrap;
	return good && !more ? POP_REQUEST : POP_BROKEN;
}

/* 2.8.10 Driver and Device Event Suppression. */
static bool signal_wanted(struct model *m, struct model_queue *q, uint16_t at, bool wrap)
{
	const volatile struct packed_event *event = dma_at(q->driver, 4);
	uint16_t flags = event->flags & 3, off_wrap = event->off_wrap;

	if (flags != EVENT_DESC || !model_has(m, VIRTIO_F_EVENT_IDX))
		return flags != EVENT_DISABLE;
	return (off_wrap & 0x7fff) == at && !!(off_wrap & 0x8000) == wrap;
}

void model_packed_step(struct model *m, struct model_queue *q)
{
	struct packed_desc *ring = q->last_used_ns ? ring_of(q) : NULL;

	if (!model_fault(FAULT_PACKED_CHANGES) || !ring || m->now_ns < q->last_used_ns + 1000000)
		return;
	ring[q->last_used].len++;
	q->last_used_ns = 0;
}

bool model_push_packed(
	struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len)
{
	struct packed_desc *ring = ring_of(q);
	uint16_t at = q->used_idx, flags;
	bool wrap = q->used_wrap;

	if (!ring || !dma_at(q->driver, 4))
		return false;
	if (model_fault(FAULT_PACKED_USED_ID))
		ring[at].id = (uint16_t)q->size;
	else
		ring[at].id = (uint16_t)r->id;
	if (model_fault(FAULT_PACKED_LEN_LONG))
		len = r->writable + 8;
	q->last_used = at;
	q->last_used_ns = m->now_ns;
	ring[at].len = len;
	flags = (uint16_t)((wrap ? DESC_AVAIL | DESC_USED : 0) |
			   (len && !model_fault(FAULT_PACKED_NO_WRITE_FLAG) ? DESC_WRITE : 0));
	__atomic_store_n(&ring[at].flags, flags, __ATOMIC_RELEASE);
	step_by(&q->used_idx, &q->used_wrap, r->descs, q->size);
	return signal_wanted(m, q, at, wrap);
}
