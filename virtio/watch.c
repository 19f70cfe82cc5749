/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/watch.h"

#include "core/must.h"

#include <string.h>

struct kept watch_keep(struct vdev *v, const struct dma *dma)
{
	struct kept kept = {.dma = dma};

	if (!dma)
		return kept;
	kept.copy = must_alloc(v->job, dma->size);
	memcpy(kept.copy, dma->bytes, dma->size);
	return kept;
}

int64_t watch_changed(const struct kept *kept)
{
	for (uint32_t i = 0; kept->dma && i < kept->dma->size; i++)
		if (kept->copy[i] != *(volatile uint8_t *)&kept->dma->bytes[i])
			return i;
	return -1;
}

struct watch watch_begin(struct vq *q, const struct dma *in)
{
	return (struct watch){
		.q = q,
		.desc = watch_keep(q->v, q->desc_area),
		.device = watch_keep(q->v, q->device_area),
		.data = watch_keep(q->v, in),
	};
}

const char *watch_end_accesses(struct watch *w)
{
	vdev_pause(w->q->v, VDEV_SILENCE_MS);
	if (watch_changed(&w->device) >= 0)
		return w->q->packed ? "wrote its event suppression structure"
				    : "wrote the used ring";
	if (watch_changed(&w->desc) >= 0)
		return "wrote the descriptors";
	return watch_changed(&w->data) >= 0 ? "wrote the buffer" : NULL;
}

const char *watch_end(struct watch *w)
{
	const char *access = watch_end_accesses(w);
	uint32_t isr = vdev_isr(w->q->v);

	if (access)
		return access;
	if (isr & ISR_QUEUE)
		return "signalled a used buffer";
	return isr ? "signalled a configuration change" : NULL;
}

static bool shows_used(const struct vq *q)
{
	uint16_t flags;

	if (!q->packed)
		return __atomic_load_n(&q->used->idx, __ATOMIC_ACQUIRE) != q->used_idx;
	flags = __atomic_load_n(&q->ring[q->used_at].flags, __ATOMIC_ACQUIRE);
	return !!(flags & DESC_AVAIL) == q->used_wrap && !!(flags & DESC_USED) == q->used_wrap;
}

void watch_until_used(struct vq *q)
{
	struct vdev *v = q->v;
	uint64_t end = vdev_now(v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;

	vq_kick(q);
	while (!shows_used(q)) {
		if (vdev_now(v) >= end) {
			inconclusive(v->job, "a request on queue %u was not answered within %d ms",
				q->index, VDEV_ANSWER_MS);
			job_stop(v->job);
		}
		v->bus->ops->relax(v->bus);
	}
}
