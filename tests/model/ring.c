/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/model/model.h"

#include "virtio/device.h"

#include <string.h>

enum pop_result model_pop(struct model *m, struct model_queue *q, struct model_request *r)
{
	enum pop_result result;

	*r = (struct model_request){0};
	result = model_has(m, VIRTIO_F_RING_PACKED) ? model_pop_packed(m, q, r)
						    : model_pop_split(m, q, r);
	q->popped += result == POP_REQUEST;
	return result;
}

void model_push(struct model *m, struct model_queue *q, const struct model_request *r, uint32_t len)
{
	bool wanted;

	if (r->readable &&
		(model_fault(FAULT_SPLIT_READABLE) || model_fault(FAULT_PACKED_READABLE)))
		r->seg[0].bytes[0] ^= 0xff;
	wanted = model_has(m, VIRTIO_F_RING_PACKED) ? model_push_packed(m, q, r, len)
						    : model_push_split(m, q, r, len);

	q->pushed++;
	if (wanted)
		model_signal(m, ISR_QUEUE, q->msix_vector);
}

/* False for what no correct driver does: memory that is not there, readable behind writable. */
bool model_add_seg(struct model_request *r, uint64_t addr, uint32_t len, bool writes)
{
	unsigned count = r->read_count + r->write_count;
	uint8_t *bytes = dma_at(addr, len);

	if (!bytes || count == VQ_SEGS_MAX || (!writes && r->write_count))
		return false;
	r->seg[count].bytes = bytes;
	r->seg[count].len = len;
	if (writes) {
		r->write_count++;
		r->writable += len;
	} else {
		r->read_count++;
		r->readable += len;
	}
	return true;
}

/* Moves bytes between `data` and elements `first` to `last`, from `offset` on. */
static uint32_t move(const struct model_request *r, unsigned first, unsigned last, uint32_t offset,
	uint8_t *data, uint32_t size, bool in)
{
	uint32_t moved = 0;

	for (unsigned i = first; i < last && moved < size; i++) {
		uint32_t len = r->seg[i].len, part;

		if (offset >= len) {
			offset -= len;
			continue;
		}
		part = len - offset < size - moved ? len - offset : size - moved;
		if (in)
			memcpy(r->seg[i].bytes + offset, data + moved, part);
		else
			memcpy(data + moved, r->seg[i].bytes + offset, part);
		moved += part;
		offset = 0;
	}
	return moved;
}

uint32_t model_read(const struct model_request *r, uint32_t offset, void *into, uint32_t size)
{
	return move(r, 0, r->read_count, offset, into, size, false);
}

uint32_t model_write(
	const struct model_request *r, uint32_t offset, const void *from, uint32_t size)
{
	return move(r, r->read_count, r->read_count + r->write_count, offset,
		(uint8_t *)(uintptr_t)from, size, true);
}
