/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring.h"

/* VIRTIO 1.4, 2.8 Packed Virtqueues. */

void vq_packed_setup(struct vq *q, struct vq_addresses *at)
{
	q->ops = &vq_packed_ops;
	q->desc_area = dma_new_aligned(q->v, 16 * q->size, 16);
	q->driver_area = dma_new_aligned(q->v, 4, 4);
	q->device_area = dma_new_aligned(q->v, 4, 4);
	q->ring = (struct packed_desc *)q->desc_area->bytes;
	q->driver_event = (struct packed_event *)q->driver_area->bytes;
	q->device_event = (volatile struct packed_event *)q->device_area->bytes;
	q->avail_wrap = q->used_wrap = true;
	for (unsigned i = 0; i < q->size; i++)
		q->free_ids[i] = (uint16_t)(q->size - 1 - i);
	q->free_id_count = (uint16_t)q->size;
	*at = (struct vq_addresses){q->desc_area->addr, q->driver_area->addr, q->device_area->addr};
}

static uint16_t flags_of(const struct seg *seg, bool more, bool wrap)
{
	return (uint16_t)((more ? DESC_NEXT : 0) | (seg->device_writes ? DESC_WRITE : 0) |
			  (wrap ? DESC_AVAIL : DESC_USED));
}

/* 2.8.7: only DESC_WRITE is valid in a table. */
static struct seg indirect_table(struct vq *q, unsigned id, const struct seg *segs, unsigned count)
{
	struct dma *table = dma_new_aligned(q->v, 16 * count, 16);
	struct packed_desc *desc = (struct packed_desc *)table->bytes;

	for (unsigned i = 0; i < count; i++)
		desc[i] = (struct packed_desc){
			segs[i].addr, segs[i].len, 0, segs[i].device_writes ? DESC_WRITE : 0};
	q->slots[id].indirect = table;
	return (struct seg){table->addr, 16 * count, false};
}

static void advance(struct vq *q)
{
	if (++q->avail_at == q->size) {
		q->avail_at = 0;
		q->avail_wrap = !q->avail_wrap;
	}
}

/* All but the flags of the first descriptor: those make the buffer available. */
static unsigned prepare(struct vq *q, const struct seg *segs, unsigned count)
{
	uint16_t id = q->free_ids[--q->free_id_count];
	bool is_table = q->indirect && count > 1;
	struct seg table;

	q->slots[id] = (struct vq_slot){.in_flight = true, .writable = vq_writable(segs, count)};
	if (is_table) {
		table = indirect_table(q, id, segs, count);
		segs = &table;
		count = 1;
	}
	q->slots[id].descs = (uint16_t)count;
	q->head_at = q->avail_at;
	q->head_descs = (uint16_t)count;
	for (unsigned i = 0; i < count; i++) {
		struct packed_desc *desc = &q->ring[q->avail_at];
		uint16_t flags = flags_of(&segs[i], i + 1 < count, q->avail_wrap);

		desc->addr = segs[i].addr;
		desc->len = segs[i].len;
		desc->id = id;
		if (is_table)
			flags |= DESC_INDIRECT;
		if (i)
			desc->flags = flags;
		else
			q->head_flags = flags;
		advance(q);
	}
	return id;
}

static void publish(struct vq *q, unsigned id)
{
	(void)id;
	__atomic_store_n(&q->ring[q->head_at].flags, q->head_flags, __ATOMIC_RELEASE);
}

static void release(struct vq *q, unsigned id)
{
	struct vq_slot *slot = &q->slots[id];

	q->free_ids[q->free_id_count++] = (uint16_t)id;
	q->free += slot->descs;
	slot->in_flight = false;
	q->used_at = (uint16_t)(q->used_at + slot->descs);
	if (q->used_at >= q->size) {
		q->used_at = (uint16_t)(q->used_at - q->size);
		q->used_wrap = !q->used_wrap;
	}
}

static int take(struct vq *q, struct completion *done)
{
	struct packed_desc *desc = &q->ring[q->used_at];
	uint16_t flags = __atomic_load_n(&desc->flags, __ATOMIC_ACQUIRE);
	bool avail = flags & DESC_AVAIL, used = flags & DESC_USED;

	if (avail != used || used != q->used_wrap || q->made == q->taken)
		return VQ_NONE;
	*done = (struct completion){
		.id = *(volatile uint16_t *)&desc->id,
		.claimed = *(volatile uint32_t *)&desc->len,
		.write_flag = flags & DESC_WRITE,
	};
	if (done->id >= q->size || !q->slots[done->id].in_flight)
		return vq_lie(q, "used descriptor %u names id %u, which the device does not have",
			q->used_at, done->id);
	if (q->in_order) {
		vq_collect_batch(q, done->id); /* 2.8.8 */
		for (unsigned i = 0; i < q->batch_count; i++)
			release(q, q->batch[i]);
	}
	release(q, done->id);
	return VQ_DONE;
}

static uint32_t next(struct vq *q)
{
	return q->avail_at | (uint32_t)q->avail_wrap << 15;
}

/* 2.8.10 Driver and Device Event Suppression. */
static bool wants_kick(struct vq *q)
{
	uint16_t flags, off_wrap, distance;

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	flags = q->device_event->flags & 3;
	if (flags != EVENT_DESC || !q->event_idx)
		return flags != EVENT_DISABLE;
	off_wrap = q->device_event->off_wrap;
	distance = (uint16_t)((q->avail_at + q->size - (off_wrap & 0x7fff)) % q->size);
	return distance != 0 && distance <= q->head_descs;
}

static void want_signal(struct vq *q, bool want)
{
	if (want && q->event_idx)
		*(volatile uint16_t *)&q->driver_event->off_wrap =
			(uint16_t)(q->used_at | (q->used_wrap ? 0x8000 : 0));
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	*(volatile uint16_t *)&q->driver_event->flags = !want	       ? EVENT_DISABLE
							: q->event_idx ? EVENT_DESC
								       : EVENT_ENABLE;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

const struct vq_ops vq_packed_ops = {
	.prepare = prepare,
	.publish = publish,
	.take = take,
	.next = next,
	.wants_kick = wants_kick,
	.want_signal = want_signal,
};
