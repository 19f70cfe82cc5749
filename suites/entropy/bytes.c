/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/ring.h"
#include "virtio/wire.h"

#include <string.h>

#define TELLING 16 /* bytes: as many are not left as they were by chance */

/* False if any of the first `len` bytes may still be what was there before. */
static bool looks_placed(const struct dma *buffer, uint32_t len, uint8_t before)
{
	for (uint32_t i = 0; i < len; i++)
		if (buffer->bytes[i] != before)
			return true;
	return len < TELLING;
}

static bool check(struct job *job, struct vq *q, uint32_t size)
{
	struct dma *buffer = dma_new(q->v, size);
	struct seg seg = device_writes(buffer);
	struct completion done;

	memset(buffer->bytes, 0xa5, size);
	done = vq_do(q, &seg, 1);
	expected(job, "1 to %u random bytes", size);
	observed(job, "used length %u, first byte 0x%02x", done.claimed, buffer->bytes[0]);
	if (!done.len)
		fail(job, "not one random byte is placed into a buffer of %u", size);
	else if (!looks_placed(buffer, done.len, 0xa5))
		fail(job, "%u bytes are said to be placed, but the buffer is as it was", done.len);
	else
		return true;
	return false;
}

static void run(struct job *job)
{
	static const uint32_t sizes[] = {1, 16, 64, 4096, 65536};
	struct vdev *v = wire_open(job);
	struct vq *q;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++)
		if (!check(job, q, sizes[i]))
			return;
	pass(job);
}

CHECK(entropy_bytes) = {
	.id = "virtio.entropy.bytes",
	.title = "The device places at least one random byte into each buffer",
	.source = "VIRTIO 1.4, 5.4.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-ENTROPY-D001",
	.each = &wire_entropies,
	.flags = UNIT_CLAIMS,
	.run = run,
};
