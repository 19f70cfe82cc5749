/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/hostile/hostile.h"

#include <stdio.h>
#include <stdlib.h>

/* Does it do that now? */
static bool acts_now(struct hostile *h, const struct deed *deed)
{
	return h->deeds->accesses >= deed->first && random_one_in(&h->random, deed->one_in);
}

static bool reachable(const struct hostile *h, const struct model_queue *q)
{
	bool packed = model_has(h->model, VIRTIO_F_RING_PACKED);

	return q->enabled && q->size && dma_at(q->desc, 16 * q->size) &&
	       dma_at(q->driver, packed ? 4 : 6 + 2 * q->size) &&
	       dma_at(q->device, packed ? 4 : 6 + 8 * q->size);
}

static void meddle(struct hostile *h)
{
	for (unsigned i = 0; i < h->count; i++) {
		const struct deed *deed = &h->plan[i];

		for (unsigned k = 0; deed->act->meddle && k < h->model->class->queues; k++)
			if (reachable(h, &h->model->queue[k]) && acts_now(h, deed))
				deed->act->meddle(h, &h->model->queue[k]);
	}
}

static void take_note(struct hostile *h)
{
	for (unsigned k = 0; k < h->model->class->queues; k++) {
		h->deeds->asked |= h->model->queue[k].due_ns != 0;
		h->deeds->answered |= h->model->queue[k].pushed != 0;
	}
}

static void goes_on(struct hostile *h)
{
	take_note(h);
	meddle(h);
}

static uint32_t hostile_read(struct bus *bus, unsigned space, uint64_t offset, unsigned width)
{
	struct hostile *h = (struct hostile *)bus;
	enum reg reg = reg_of(h->model, space, offset);
	uint32_t value = h->model->bus.ops->read(&h->model->bus, space, offset, width);

	h->deeds->accesses++;
	for (unsigned i = 0; i < h->count; i++) {
		const struct act *act = h->plan[i].act;

		if (act->lie && (act->reg == reg || act->reg == REG_ANY) &&
			acts_now(h, &h->plan[i]))
			value = act->lie(h, value);
	}
	value &= UINT32_MAX >> (32 - 8 * width);
	h->deeds->was_there |= value != UINT32_MAX >> (32 - 8 * width);
	h->deeds->was_reset |= reg == REG_STATUS && !value;
	goes_on(h);
	return value;
}

static void hostile_write(
	struct bus *bus, unsigned space, uint64_t offset, unsigned width, uint32_t value)
{
	struct hostile *h = (struct hostile *)bus;

	h->deeds->accesses++;
	h->deeds->asked_reset |= reg_of(h->model, space, offset) == REG_STATUS && !value;
	h->model->bus.ops->write(&h->model->bus, space, offset, width, value);
	goes_on(h);
}

static uint64_t hostile_now(struct bus *bus)
{
	return ((struct hostile *)bus)->model->now_ns;
}

static void hostile_relax(struct bus *bus)
{
	struct hostile *h = (struct hostile *)bus;

	model_relax(&h->model->bus);
	goes_on(h);
}

static void hostile_close(struct bus *bus)
{
	model_close(&((struct hostile *)bus)->model->bus);
	free(bus);
}

static const struct bus_ops hostile_bus = {
	.read = hostile_read,
	.write = hostile_write,
	.now_ns = hostile_now,
	.relax = hostile_relax,
	.close = hostile_close,
};

/* One act to four; from the start or later; always, or now and then. */
static void make_plan(struct hostile *h)
{
	static const uint32_t firsts[] = {0, 0, 30, 100, 300, 1000};
	static const uint32_t rates[] = {1, 1, 2, 4, 16, 64, 256};
	size_t acts = register_act_count + memory_act_count;

	h->count = 1 + random_below(&h->random, ACTS_MAX);
	for (unsigned i = 0; i < h->count; i++) {
		uint32_t pick = random_below(&h->random, (uint32_t)acts);

		h->plan[i] = (struct deed){
			.act = pick < register_act_count ? &register_acts[pick]
							 : &memory_acts[pick - register_act_count],
			.first = firsts[random_below(&h->random, sizeof(firsts) / sizeof(*firsts))],
			.one_in = rates[random_below(&h->random, sizeof(rates) / sizeof(*rates))],
		};
	}
}

struct bus *hostile_open(struct model *model, uint64_t seed, struct deeds *deeds)
{
	struct hostile *h = calloc(1, sizeof(*h));

	if (!h)
		abort();
	h->bus = model->bus;
	h->bus.ops = &hostile_bus;
	h->model = model;
	h->random = seed;
	h->deeds = deeds;
	make_plan(h);
	return &h->bus;
}

void hostile_describe(uint64_t seed, char *text, size_t size)
{
	struct hostile h = {.random = seed};
	size_t used = 0;

	make_plan(&h);
	for (unsigned i = 0; i < h.count && used < size; i++)
		used += (size_t)snprintf(text + used, size - used,
			"%s%s from access %llu, one in %u", i ? "; " : "", h.plan[i].act->name,
			(unsigned long long)h.plan[i].first, h.plan[i].one_in);
}
