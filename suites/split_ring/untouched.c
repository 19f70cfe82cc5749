/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

/* Both of what a request shows the device to read: its buffers and, split, its descriptors. */
static void compare(struct job *job, const struct kept *kept, const char *what)
{
	int64_t at = watch_changed(kept);

	expected(job, "the %s as the driver made them", what);
	if (at < 0)
		return;
	observed(job, "byte %lld was 0x%02x, is 0x%02x", (long long)at, kept->copy[at],
		kept->dma->bytes[at]);
	fail(job, "the device wrote to the %s", what);
}

static void run_readable(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct kept kept;
	struct vq *q;

	ring_begin(v, *(const bool *)job->unit->data, 0);
	q = exercise_start(v, &e);
	if (!e.out) {
		absent(job, "requests of the device have no device-readable part");
		return;
	}
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	kept = watch_keep(v, e.out);
	watch_until_used(q);
	compare(job, &kept, "device-readable buffers");
	pass(job);
}

static void run_descriptors(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct kept kept;
	struct vq *q;

	ring_begin(v, false, 0);
	q = exercise_start(v, &e);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	kept = watch_keep(v, q->desc_area);
	watch_until_used(q);
	compare(job, &kept, "descriptors");
	pass(job);
}

CHECK(split_readable) = {
	.id = "virtio.split.readable-untouched",
	.title = "The device does not write to device-readable buffers (split ring)",
	.source = "VIRTIO 1.4, 2.7.5.1 The Virtqueue Descriptor Table",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D003",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_readable,
	.data = &ring_split,
};

CHECK(packed_readable) = {
	.id = "virtio.packed.readable-untouched",
	.title = "The device does not write to device-readable buffers (packed ring)",
	.source = "VIRTIO 1.4, 2.8.15 The Virtqueue Descriptor Table",
	.level = LEVEL_MUST,
	.statements = "V14-PACK-D004",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_readable,
	.data = &ring_packed,
};

CHECK(split_descriptors) = {
	.id = "virtio.split.descriptors-untouched",
	.title = "The device does not write to the descriptor table",
	.source = "VIRTIO 1.4, 2.7.5.1 The Virtqueue Descriptor Table",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D006",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_descriptors,
};
