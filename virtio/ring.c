/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define LOOK_MS 20 /* between two looks at the status of a device that does not answer */

int vq_lie(struct vq *q, const char *fmt, ...)
{
	int n = snprintf(q->lie, sizeof(q->lie), "queue %u: ", q->index);
	va_list args;

	va_start(args, fmt);
	vsnprintf(q->lie + n, sizeof(q->lie) - (size_t)n, fmt, args);
	va_end(args);
	q->v->lie = q->lie;
	return VQ_LIE;
}

uint32_t vq_writable(const struct seg *segs, unsigned count)
{
	uint32_t bytes = 0;

	for (unsigned i = 0; i < count; i++)
		bytes += segs[i].device_writes ? segs[i].len : 0;
	return bytes;
}

static unsigned id_in_order(const struct vq *q, uint32_t order)
{
	for (unsigned i = 0; i < q->size; i++)
		if (q->slots[i].in_flight && q->slots[i].order == order)
			return i;
	return 0;
}

void vq_collect_batch(struct vq *q, unsigned id)
{
	uint32_t count = q->slots[id].order - q->taken;

	q->batch_count = (uint16_t)(count < q->size ? count : 0);
	for (unsigned i = 0; i < q->batch_count; i++)
		q->batch[i] = (uint16_t)id_in_order(q, q->taken + i);
}

/* Split queues have a power of two of descriptors (2.7). */
static unsigned choose_size(struct vdev *v, unsigned index, unsigned limit, bool packed)
{
	unsigned max = vdev_queue_max(v, index), size = 1;

	if (!max) {
		inconclusive(v->job, "the device has no queue %u", index);
		job_stop(v->job);
	}
	if (limit && limit < max)
		max = limit;
	if (max > VQ_SIZE_MAX)
		max = VQ_SIZE_MAX;
	while (!packed && size * 2 <= max)
		size *= 2;
	return packed ? max : size;
}

struct vq *vq_open_disabled(struct vdev *v, unsigned index, unsigned limit)
{
	struct vq *q = calloc(1, sizeof(*q));
	struct vq_addresses at;

	if (!q)
		abort();
	q->v = v;
	q->index = index;
	q->packed = vdev_accepted(v, VIRTIO_F_RING_PACKED);
	q->indirect = vdev_accepted(v, VIRTIO_F_INDIRECT_DESC);
	q->event_idx = vdev_accepted(v, VIRTIO_F_EVENT_IDX);
	q->in_order = vdev_accepted(v, VIRTIO_F_IN_ORDER);
	q->size = choose_size(v, index, limit, q->packed);
	q->free = q->size;
	if (q->packed)
		vq_packed_setup(q, &at);
	else
		vq_split_setup(q, &at);
	vq_want_signal(q, true);
	v->ops->queue_setup(v, index, q->size, &at);
	q->identifier = vdev_accepted(v, VIRTIO_F_NOTIF_CONFIG_DATA)
				? v->ops->queue_identifier(v, index)
				: index;
	q->notify_offset = v->ops->notify_offset(v, index);
	q->next_queue = v->queues;
	v->queues = q;
	return q;
}

void vq_enable(struct vq *q)
{
	q->v->ops->queue_enable(q->v, q->index);
}

bool vq_try_reset(struct vq *q, unsigned ms)
{
	struct vdev *v = q->v;
	uint64_t end = vdev_now(v) + (uint64_t)ms * MS_NS;

	v->ops->queue_reset(v, q->index);
	while (v->ops->queue_reset_busy(v, q->index)) {
		if (vdev_now(v) >= end)
			return false;
		v->bus->ops->relax(v->bus);
	}
	return true;
}

struct vq *vq_open(struct vdev *v, unsigned index, unsigned limit)
{
	struct vq *q = vq_open_disabled(v, index, limit);

	vq_enable(q);
	return q;
}

bool vq_has_room(const struct vq *q, unsigned count)
{
	return q->free >= (q->indirect && count > 1 ? 1 : count);
}

unsigned vq_prepare(struct vq *q, const struct seg *segs, unsigned count)
{
	unsigned id;

	if (!count || count > VQ_SEGS_MAX || !vq_has_room(q, count)) {
		say(q->v->job, VERDICT_SKIPPED,
			"queue %u has %u free descriptors of %u; the check needs %u", q->index,
			q->free, q->size, count);
		job_stop(q->v->job);
	}
	id = q->ops->prepare(q, segs, count);
	q->free -= q->slots[id].descs;
	q->slots[id].order = q->made++;
	return id;
}

void vq_publish(struct vq *q, unsigned id)
{
	q->ops->publish(q, id);
}

unsigned vq_add(struct vq *q, const struct seg *segs, unsigned count)
{
	unsigned id = vq_prepare(q, segs, count);

	vq_publish(q, id);
	return id;
}

/* 2.9 Driver Notifications: next_off and next_wrap stand above the queue. */
void vq_kick(struct vq *q)
{
	uint32_t value = q->identifier;

	if (vdev_accepted(q->v, VIRTIO_F_NOTIFICATION_DATA))
		value |= q->ops->next(q) << 16;
	__atomic_thread_fence(__ATOMIC_SEQ_CST);
	q->v->ops->notify(q->v, q->notify_offset, value);
}

void vq_kick_if_wanted(struct vq *q)
{
	if (q->ops->wants_kick(q))
		vq_kick(q);
}

enum vq_result vq_try(struct vq *q, struct completion *done)
{
	uint32_t writable;
	int result;

	if (q->batch_at < q->batch_count) { /* what the last used entry left to tell */
		*done = (struct completion){.id = q->batch[q->batch_at++], .batched = true};
		q->taken++;
		return VQ_DONE;
	}
	q->batch_at = q->batch_count = 0;
	if (q->pending) {
		*done = q->pending_done;
		q->pending = false;
		q->taken++;
		return VQ_DONE;
	}
	result = q->ops->take(q, done);
	if (result != VQ_DONE)
		return (enum vq_result)result;
	writable = q->slots[done->id].writable;
	done->len = done->claimed < writable ? done->claimed : writable;
	if (q->batch_count) {
		q->pending = true;
		q->pending_done = *done;
		return vq_try(q, done);
	}
	q->taken++;
	return VQ_DONE;
}

/* 2.1.1: a device that asks for a reset answers nothing any more; a register is not read at
 * each poll. */
static bool gave_up(struct vq *q, uint64_t *look)
{
	struct vdev *v = q->v;

	if (vdev_now(v) < *look)
		return false;
	*look = vdev_now(v) + LOOK_MS * MS_NS;
	if (!(vdev_status(v) & STATUS_NEEDS_RESET))
		return false;
	note(v->job, "queue %u: DEVICE_NEEDS_RESET is set: no answer is waited for any longer",
		q->index);
	return true;
}

bool vq_wait(struct vq *q, unsigned ms, struct completion *done)
{
	struct vdev *v = q->v;
	uint64_t end = vdev_now(v) + (uint64_t)ms * MS_NS, look = vdev_now(v) + LOOK_MS * MS_NS;
	struct message what = {0};
	enum vq_result result;

	while ((result = vq_try(q, done)) == VQ_NONE && vdev_now(v) < end && !gave_up(q, &look))
		v->bus->ops->relax(v->bus);
	if (result == VQ_NONE) /* what came with the last look */
		result = vq_try(q, done);
	if (result == VQ_LIE)
		vdev_lied(v, "%s", q->lie);
	if (!dma_intact(&what))
		vdev_lied(v, "%s", what.text);
	return result == VQ_DONE;
}

struct completion vq_do(struct vq *q, const struct seg *segs, unsigned count)
{
	struct completion done;

	vq_add(q, segs, count);
	vq_kick(q);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		return done;
	inconclusive(q->v->job, "a request on queue %u was not answered within %d ms", q->index,
		VDEV_ANSWER_MS);
	job_stop(q->v->job);
}

unsigned vq_in_flight(const struct vq *q)
{
	return q->made - q->taken;
}

void vq_want_signal(struct vq *q, bool want)
{
	q->ops->want_signal(q, want);
}
