/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring.h"

#include <string.h>

/* VIRTIO 1.4, 2.7 Split Virtqueues. All fields are little-endian, as are the CPUs we run on. */
_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "split rings are little-endian");

#define NO_NOTIFY    1 /* VIRTQ_USED_F_NO_NOTIFY */
#define NO_INTERRUPT 1 /* VIRTQ_AVAIL_F_NO_INTERRUPT */

static volatile uint16_t *used_event(struct vq *q)
{
	return (volatile uint16_t *)(q->driver_area->bytes + 4 + 2 * q->size);
}

static volatile uint16_t *avail_event(struct vq *q)
{
	return (volatile uint16_t *)(q->device_area->bytes + 4 + 8 * q->size);
}

void vq_split_setup(struct vq *q, struct vq_addresses *at)
{
	q->ops = &vq_split_ops;
	q->desc_area = dma_new_aligned(q->v, 16 * q->size, 16);
	q->driver_area = dma_new_aligned(q->v, 6 + 2 * q->size, 2);
	q->device_area = dma_new_aligned(q->v, 6 + 8 * q->size, 4);
	q->desc = (struct split_desc *)q->desc_area->bytes;
	q->avail = (struct split_avail *)q->driver_area->bytes;
	q->used = (volatile struct split_used *)q->device_area->bytes;
	for (unsigned i = 0; i < q->size; i++)
		q->follows[i] = (uint16_t)(i + 1);
	*at = (struct vq_addresses){q->desc_area->addr, q->driver_area->addr, q->device_area->addr};
}

static void fill(struct split_desc *desc, const struct seg *seg, bool more)
{
	desc->addr = seg->addr;
	desc->len = seg->len;
	desc->flags = (uint16_t)((more ? DESC_NEXT : 0) | (seg->device_writes ? DESC_WRITE : 0));
}

/* 2.7.5.3: a table elsewhere in memory, and one descriptor that refers to it. */
static void fill_indirect(struct vq *q, unsigned head, const struct seg *segs, unsigned count)
{
	struct dma *table = dma_new_aligned(q->v, 16 * count, 16);
	struct split_desc *desc = (struct split_desc *)table->bytes;

	for (unsigned i = 0; i < count; i++) {
		fill(&desc[i], &segs[i], i + 1 < count);
		desc[i].next = (uint16_t)(i + 1 < count ? i + 1 : 0);
	}
	q->slots[head].indirect = table;
	fill(&q->desc[head], &(struct seg){table->addr, 16 * count, false}, false);
	q->desc[head].flags = DESC_INDIRECT;
}

static unsigned prepare(struct vq *q, const struct seg *segs, unsigned count)
{
	unsigned head = q->free_head, at = head, last = head;
	bool table = q->indirect && count > 1;

	for (unsigned i = 0; i < count && !table; i++) {
		fill(&q->desc[at], &segs[i], i + 1 < count);
		q->desc[at].next = q->follows[at];
		last = at;
		at = q->follows[at];
	}
	q->slots[head] = (struct vq_slot){
		.in_flight = true,
		.descs = (uint16_t)(table ? 1 : count),
		.last = (uint16_t)last,
		.writable = vq_writable(segs, count),
	};
	if (table)
		fill_indirect(q, head, segs, count);
	q->free_head = q->follows[last];
	return head;
}

static void publish(struct vq *q, unsigned id)
{
	q->avail->ring[q->avail_idx % q->size] = (uint16_t)id;
	q->avail_idx++;
	__atomic_store_n(&q->avail->idx, q->avail_idx, __ATOMIC_RELEASE);
}

static void release(struct vq *q, unsigned id)
{
	struct vq_slot *slot = &q->slots[id];

	q->follows[slot->last] = q->free_head;
	q->free_head = (uint16_t)id;
	q->free += slot->descs;
	slot->in_flight = false;
}

static int take(struct vq *q, struct completion *done)
{
	uint16_t idx = __atomic_load_n(&q->used->idx, __ATOMIC_ACQUIRE);
	uint16_t news = (uint16_t)(idx - q->used_idx);
	volatile struct split_used_elem *from = &q->used->ring[q->used_idx % q->size];

	if (!news)
		return VQ_NONE;
	if (news > q->made - q->taken)
		return vq_lie(q, "used idx went from %u to %u, but the device has %u buffers",
			q->used_idx, idx, q->made - q->taken);
	*done = (struct completion){.id = from->id, .claimed = from->len, .write_flag = true};
	if (done->id >= q->size || !q->slots[done->id].in_flight)
		return vq_lie(q, "used element %u names id %u, which the device does not have",
			q->used_idx % q->size, done->id);
	if (q->in_order) {
		vq_collect_batch(q, done->id); /* 2.7.8.1 */
		if (q->batch_count >= news)
			return vq_lie(q,
				"in order, id %u completes %u buffers, but used idx tells %u",
				done->id, q->batch_count + 1, news);
		for (unsigned i = 0; i < q->batch_count; i++)
			release(q, q->batch[i]);
		q->used_idx = (uint16_t)(q->used_idx + q->batch_count);
	}
	release(q, done->id);
	q->used_idx++;
	return VQ_DONE;
}

static uint32_t next(struct vq *q)
{
	return q->avail_idx; /* 15 bits of offset, and bit 15 in the wrap counter's place */
}

/* 2.7.10: flags, or with event index whether avail_event was passed since the last notification. */
static bool wants_kick(struct vq *q)
{
	uint16_t event, from = q->kicked_idx;

	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	q->kicked_idx = q->avail_idx;
	if (!q->event_idx)
		return !(q->used->flags & NO_NOTIFY);
	event = *avail_event(q);
	return (uint16_t)(q->avail_idx - event - 1) < (uint16_t)(q->avail_idx - from);
}

static void want_signal(struct vq *q, bool want)
{
	if (q->event_idx)
		*used_event(q) = (uint16_t)(want ? q->used_idx : q->used_idx - 1);
	else
		*(volatile uint16_t *)&q->avail->flags = want ? 0 : NO_INTERRUPT;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
}

const struct vq_ops vq_split_ops = {
	.prepare = prepare,
	.publish = publish,
	.take = take,
	.next = next,
	.wants_kick = wants_kick,
	.want_signal = want_signal,
};
