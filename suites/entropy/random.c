/* SPDX-License-Identifier: Apache-2.0 */
#include "core/randomness.h"
#include "virtio/ring.h"
#include "virtio/wire.h"

#include <string.h>

extern const struct unit check_entropy_bytes;

/* As many requests as it takes: a device may place less than the buffer holds. */
static void collect(struct vq *q, uint8_t bytes[RANDOMNESS_BYTES])
{
	struct dma *buffer = dma_new(q->v, RANDOMNESS_BYTES);

	for (uint32_t have = 0; have < RANDOMNESS_BYTES;) {
		struct seg seg = device_writes_part(buffer, 0, RANDOMNESS_BYTES - have);
		struct completion done = vq_do(q, &seg, 1);

		if (!done.len) {
			inconclusive(q->v->job, "the device stopped after %u bytes", have);
			job_stop(q->v->job);
		}
		memcpy(bytes + have, buffer->bytes, done.len);
		have += done.len;
	}
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	uint8_t bytes[RANDOMNESS_BYTES];
	struct randomness found;
	struct vq *q;

	vdev_begin(v);
	q = vq_open(v, 0, 0);
	vdev_live(v);
	collect(q, bytes);
	randomness_measure(&found, bytes);
	expected(job, "ones 9726 to 10274, poker 2.16 to 46.17, run below 26 (FIPS 140-2, 4.9.1)");
	observed(job, "ones %u, poker %.2f, run %u", found.ones, found.poker, found.longest_run);
	if (randomness_passes(&found))
		pass(job);
	else
		fail(job, "20,000 bits of the device do not look random");
}

CHECK(entropy_random) = {
	.id = "virtio.entropy.random",
	.title = "What the device delivers looks random",
	.source = "VIRTIO 1.4, 5.4 Entropy Device",
	.prose = "the virtio entropy device supplies high-quality randomness for guest use",
	.unseen = "whether it is: such tests tell broken generators, never good ones",
	.level = LEVEL_MUST,
	.needs = NEEDS(&check_entropy_bytes),
	.each = &wire_entropies,
	.flags = UNIT_CLAIMS,
	.run = run,
};
