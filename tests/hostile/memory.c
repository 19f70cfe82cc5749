/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hostile/hostile.h"

#include <string.h>

#define GUARD_BYTE 0xa5 /* of virtio/dma.c */
#define GUARD_SIZE 64

static bool is_packed(const struct hostile *h)
{
	return model_has(h->model, VIRTIO_F_RING_PACKED);
}

static struct split_used *used_of(const struct model_queue *q)
{
	return dma_at(q->device, 6 + 8 * q->size);
}

/* The same place of split and packed rings: address, length, and 4 bytes that differ. */
static struct split_desc *any_desc(struct hostile *h, const struct model_queue *q)
{
	struct split_desc *table = dma_at(q->desc, 16 * q->size);

	return &table[random_below(&h->random, q->size)];
}

static struct packed_desc *last_desc(const struct model_queue *q)
{
	struct packed_desc *ring = dma_at(q->desc, 16 * q->size);

	return &ring[q->last_used];
}

static struct split_used_elem *last_elem(const struct model_queue *q)
{
	return &used_of(q)->ring[(uint16_t)(q->used_idx - 1) % q->size];
}

static uint32_t some_id(struct hostile *h, const struct model_queue *q)
{
	return random_one_in(&h->random, 2) ? random_below(&h->random, q->size)
					    : random_nasty(&h->random);
}

/* An id that the driver did not give, or another that it did. */
static void used_id(struct hostile *h, struct model_queue *q)
{
	uint32_t id = some_id(h, q);

	if (is_packed(h))
		last_desc(q)->id = (uint16_t)id;
	else
		last_elem(q)->id = id;
}

static void used_len(struct hostile *h, struct model_queue *q)
{
	uint32_t len = random_nasty(&h->random);

	if (is_packed(h))
		last_desc(q)->len = len;
	else
		last_elem(q)->len = len;
}

/* Ahead, back, or anywhere; packed: flags of any descriptor. */
static void used_idx(struct hostile *h, struct model_queue *q)
{
	struct packed_desc *ring = dma_at(q->desc, 16 * q->size);

	h->deeds->answered = true; /* or so it seems */
	if (is_packed(h))
		ring[random_below(&h->random, q->size)].flags = (uint16_t)random_next(&h->random);
	else if (random_one_in(&h->random, 2))
		used_of(q)->idx = (uint16_t)random_nasty(&h->random);
	else
		used_of(q)->idx = (uint16_t)(q->used_idx + random_below(&h->random, 5) - 2);
}

/* The last buffer is given back once more. */
static void used_twice(struct hostile *h, struct model_queue *q)
{
	struct split_used *used = used_of(q);

	if (is_packed(h))
		return;
	h->deeds->answered = true;
	used->ring[q->used_idx % q->size] = *last_elem(q);
	used->idx = ++q->used_idx;
}

static void rewrite_desc(struct hostile *h, struct model_queue *q)
{
	struct split_desc *desc = any_desc(h, q);

	switch (random_below(&h->random, 4)) {
	case 0:
		desc->addr = random_next(&h->random);
		break;
	case 1:
		desc->len = random_nasty(&h->random);
		break;
	case 2:
		desc->flags = (uint16_t)random_nasty(&h->random);
		break;
	default: /* packed: the flags */
		desc->next = (uint16_t)random_nasty(&h->random);
		h->deeds->answered |= is_packed(h);
	}
}

/* What is the driver's alone. */
static void rewrite_driver(struct hostile *h, struct model_queue *q)
{
	uint32_t size = is_packed(h) ? 4 : 6 + 2 * q->size;
	uint8_t *area = dma_at(q->driver, size);

	area[random_below(&h->random, size)] = (uint8_t)random_nasty(&h->random);
}

/* When the driver is to notify: flags, or the event index. */
static void suppression(struct hostile *h, struct model_queue *q)
{
	uint8_t *area = dma_at(q->device, is_packed(h) ? 4 : 6 + 8 * q->size);
	unsigned at = is_packed(h) || random_one_in(&h->random, 2) ? 0 : 4 + 8 * q->size;
	uint32_t value = random_nasty(&h->random);

	memcpy(area + at, &value, is_packed(h) ? 4 : 2);
}

/* A buffer that descriptors refer to. */
static uint8_t *buffer(struct hostile *h, const struct model_queue *q, bool writable, uint32_t *len)
{
	const struct split_desc *desc = any_desc(h, q);
	uint16_t flags = is_packed(h) ? ((const struct packed_desc *)desc)->flags : desc->flags;

	*len = desc->len;
	if (!*len || (flags & DESC_INDIRECT) || !!(flags & DESC_WRITE) != writable)
		return NULL;
	return dma_at(desc->addr, desc->len);
}

static void scribble_on(struct hostile *h, uint8_t *at, uint32_t len)
{
	uint32_t value = random_nasty(&h->random);
	uint32_t offset = random_below(&h->random, len < 64 ? len : 64);

	if (at)
		memcpy(at + offset, &value, len - offset < 4 ? len - offset : 4);
}

/* Answers that are no answers: counts, lengths and codes of any value. */
static void scribble(struct hostile *h, struct model_queue *q)
{
	uint32_t len;
	uint8_t *at = buffer(h, q, true, &len);

	if (at)
		scribble_on(h, at, len);
}

static void scribble_readable(struct hostile *h, struct model_queue *q)
{
	uint32_t len;
	uint8_t *at = buffer(h, q, false, &len);

	if (at)
		scribble_on(h, at, len);
}

/* Right behind a buffer, where only a driver that looks will see it. */
static void overrun(struct hostile *h, struct model_queue *q)
{
	uint32_t len;
	uint8_t *at = buffer(h, q, random_one_in(&h->random, 2), &len);

	if (!at)
		return;
	for (unsigned i = 0; i < GUARD_SIZE; i++)
		if (at[len + i] != GUARD_BYTE)
			return;
	at[len + random_below(&h->random, GUARD_SIZE)] = 0;
	h->deeds->broke_guard = true;
}

/* Requests are taken and never answered. */
static void mute(struct hostile *h, struct model_queue *q)
{
	(void)h;
	q->due_ns = 0;
}

const struct act memory_acts[] = {
	{"used-id", .meddle = used_id},
	{"used-length", .meddle = used_len},
	{"used-index", .meddle = used_idx},
	{"used-twice", .meddle = used_twice},
	{"descriptors", .meddle = rewrite_desc},
	{"driver-area", .meddle = rewrite_driver},
	{"suppression", .meddle = suppression},
	{"answers", .meddle = scribble},
	{"requests", .meddle = scribble_readable},
	{"overrun", .meddle = overrun},
	{"mute", .meddle = mute},
};
const size_t memory_act_count = sizeof(memory_acts) / sizeof(*memory_acts);
