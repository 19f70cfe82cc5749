/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring.h"
#include "virtio/wire.h"

#include <string.h>

#define BUFFERS 4
#define SIZE	64 /* two of them alike are no chance */

extern const struct unit check_entropy_bytes;

/* The buffer behind each descriptor id; zeroes until the device has filled it. */
struct given {
	struct dma *buffer[BUFFERS];
	unsigned id[BUFFERS];
	uint32_t len[BUFFERS];
};

static bool wait_all(struct vq *q, struct given *given)
{
	struct completion done;

	for (unsigned n = 0; n < BUFFERS; n++) {
		if (!vq_wait(q, VDEV_ANSWER_MS, &done))
			return false;
		for (unsigned i = 0; i < BUFFERS; i++)
			if (given->id[i] == done.id)
				given->len[i] = done.len;
	}
	return true;
}

/* In what both buffers were given. */
static bool alike(const struct given *given, unsigned a, unsigned b)
{
	uint32_t len = given->len[a] < given->len[b] ? given->len[a] : given->len[b];

	return len >= 16 && !memcmp(given->buffer[a]->bytes, given->buffer[b]->bytes, len);
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct given given = {0};
	struct vq *q;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	for (unsigned i = 0; i < BUFFERS; i++) {
		struct seg seg;

		given.buffer[i] = dma_new(v, SIZE);
		seg = device_writes(given.buffer[i]);
		given.id[i] = vq_add(q, &seg, 1);
	}
	vq_kick(q);
	expected(job, "%d buffers used, each with other contents", BUFFERS);
	if (!wait_all(q, &given)) {
		observed(job, "%u left after %d ms", vq_in_flight(q), VDEV_ANSWER_MS);
		fail(job, "of several buffers some are not used");
		return;
	}
	for (unsigned i = 0; i < BUFFERS; i++)
		for (unsigned k = i + 1; k < BUFFERS; k++)
			if (alike(&given, i, k)) {
				observed(job, "buffers %u and %u alike", i, k);
				fail(job, "two buffers were given the same bytes");
				return;
			}
	pass(job);
}

CHECK(entropy_buffers) = {
	.id = "virtio.entropy.buffers",
	.title = "Each of several buffers is used, and with other bytes",
	.source = "VIRTIO 1.4, 5.4.6 Device Operation",
	.prose = "the driver places one or more buffers in the queue, which are filled by random "
		 "data",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_entropy_bytes),
	.each = &wire_entropies,
	.flags = UNIT_CLAIMS,
	.run = run,
};
