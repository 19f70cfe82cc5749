/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/inbox.h"

#include <string.h>

static void give(struct inbox *in, unsigned n)
{
	struct seg seg = device_writes(in->buffers[n]);

	in->of_id[vq_add(in->q, &seg, 1)] = n;
}

void inbox_fill(struct inbox *in, unsigned count, uint32_t size)
{
	for (; count && in->count < INBOX_MAX && vq_has_room(in->q, 1); count--) {
		in->buffers[in->count] = dma_new(in->q->v, size);
		give(in, in->count++);
	}
	vq_kick(in->q);
}

bool inbox_wait(struct inbox *in, unsigned ms, struct inbox_item *item)
{
	struct completion done;

	if (!vq_wait(in->q, ms, &done))
		return false;
	*item = (struct inbox_item){in->buffers[in->of_id[done.id]], done.len};
	return true;
}

void inbox_again(struct inbox *in, const struct inbox_item *item)
{
	for (unsigned n = 0; n < in->count; n++)
		if (in->buffers[n] == item->buffer) {
			memset(item->buffer->bytes, 0, item->buffer->size);
			give(in, n);
		}
	vq_kick(in->q);
}
