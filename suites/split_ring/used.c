/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/wire.h"

#include <string.h>

#define REQUESTS 64
#define AT_ONCE	 2
#define POISON	 0xdeadbeef

/* Each used element is what no device writes until the device has written it. */
static void poison(struct vq *q, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		volatile struct split_used_elem *elem = &q->used->ring[(q->used_idx + i) % q->size];

		elem->id = elem->len = POISON;
	}
}

/* NULL, or what is wrong with the next used element. */
static const char *wrong_element(struct vq *q)
{
	uint64_t end = vdev_now(q->v) + (uint64_t)VDEV_ANSWER_MS * MS_NS;
	struct completion done;
	enum vq_result result;

	while ((result = vq_try(q, &done)) == VQ_NONE)
		if (vdev_now(q->v) >= end) {
			inconclusive(q->v->job, "a request was not answered");
			job_stop(q->v->job);
		} else {
			q->v->bus->ops->relax(q->v->bus);
		}
	if (result == VQ_LIE)
		return q->lie;
	return done.claimed == POISON ? "the length is not written" : NULL;
}

static void run_before_idx(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q;
	unsigned count;

	ring_begin(v, false, 0);
	q = exercise_start(v, &e);
	count = exercise_segs(&e, 0, segs);
	expected(job, "id and len written whenever idx shows an element");
	for (unsigned i = 0; i < REQUESTS; i++) {
		poison(q, AT_ONCE);
		for (unsigned n = 0; n < AT_ONCE && vq_has_room(q, count); n++)
			vq_add(q, segs, count);
		vq_kick(q);
		while (vq_in_flight(q)) {
			const char *wrong = wrong_element(q);

			if (!wrong)
				continue;
			observed(job, "%s", wrong);
			fail(job, "the used ring is not true when its idx moves: %s", wrong);
			return;
		}
	}
	pass(job);
}

/* Bytes that were never another value than the poison, with either of two poisons. */
static uint32_t unwritten(const uint8_t *first, const uint8_t *second, uint32_t len)
{
	for (uint32_t i = 0; i < len; i++)
		if (first[i] == 0 && second[i] == 0xff)
			return i;
	return len;
}

static struct completion once(struct vq *q, struct exercise *e, int poison)
{
	struct seg segs[VQ_SEGS_MAX];

	if (e->in)
		memset(e->in->bytes, poison, e->in->size);
	return vq_do(q, segs, exercise_segs(e, 0, segs));
}

static void run_len(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t first[4096];
	struct completion a, b;
	struct exercise e;
	struct vq *q;
	uint32_t room, len, written;

	ring_begin(v, *(const bool *)job->unit->data, 0);
	q = exercise_start(v, &e);
	room = e.in ? e.in->size : 0;
	a = once(q, &e, 0);
	if (e.in)
		memcpy(first, e.in->bytes, room < sizeof(first) ? room : sizeof(first));
	b = once(q, &e, 0xff);
	if (!a.write_flag || !b.write_flag) {
		absent(job, "the used descriptor lacks VIRTQ_DESC_F_WRITE: its length is reserved");
		return;
	}
	expected(job, "a used length of at most %u, and that many bytes written", room);
	observed(job, "used length %u, then %u", a.claimed, b.claimed);
	if (a.claimed > room || b.claimed > room) {
		fail(job, "the used length is %u, but %u bytes are writable",
			a.claimed > room ? a.claimed : b.claimed, room);
		return;
	}
	len = a.claimed < b.claimed ? a.claimed : b.claimed;
	written = e.in ? unwritten(first, e.in->bytes, len < sizeof(first) ? len : sizeof(first))
		       : len;
	if (written < len)
		fail(job, "the used length is %u, but byte %u was not written", len, written);
	else
		pass(job);
}

CHECK(split_used_before_idx) = {
	.id = "virtio.split.used-before-idx",
	.title = "A used element is written before the used idx shows it",
	.source = "VIRTIO 1.4, 2.7.8.2 The Virtqueue Used Ring",
	.unseen = "a race that 64 requests do not show",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D015",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_before_idx,
};

CHECK(split_used_len) = {
	.id = "virtio.split.used-len",
	.title = "The device has written as many bytes as the used length tells",
	.source = "VIRTIO 1.4, 2.7.8.2 The Virtqueue Used Ring",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D016",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_len,
	.data = &ring_split,
};

CHECK(packed_used_len) = {
	.id = "virtio.packed.used-len",
	.title = "The device has written as many bytes as the used length tells (packed ring)",
	.source = "VIRTIO 1.4, 2.8.4 Element Address and Length",
	.prose = "in a used descriptor, Element Length specifies the length of the buffer that has "
		 "been initialized (written to) by the device",
	.level = LEVEL_MUST,
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_len,
	.data = &ring_packed,
};
