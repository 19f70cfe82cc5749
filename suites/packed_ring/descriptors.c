/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/watch.h"
#include "virtio/wire.h"

/* A valid descriptor whose AVAIL and USED bits are both as they were at first: 0. */
static void run_unavailable(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	const char *seen;
	struct watch w;
	struct vq *q;

	ring_begin(v, true, 0);
	q = exercise_start(v, &e);
	exercise_prove(&e, q);
	vdev_isr(v);
	vq_prepare(q, segs, exercise_segs(&e, 0, segs));
	q->ring[q->head_at].flags = q->head_flags & (uint16_t) ~(DESC_AVAIL | DESC_USED);
	w = watch_begin(q, e.in);
	vq_kick(q);
	seen = watch_end_accesses(&w);
	expected(job, "no access for %d ms", VDEV_SILENCE_MS);
	observed(job, "the device %s", seen ? seen : "kept still");
	if (seen)
		fail(job, "the descriptor is not available, but the device %s", seen);
	else
		pass(job);
}

static void run_final(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct kept kept;
	struct vq *q;
	int64_t at;

	ring_begin(v, true, 0);
	q = exercise_start(v, &e);
	vq_add(q, segs, exercise_segs(&e, 0, segs));
	watch_until_used(q);
	kept = watch_keep(v, q->desc_area);
	vdev_pause(v, VDEV_SILENCE_MS);
	at = watch_changed(&kept);
	expected(job, "a used descriptor that stays as it is for %d ms", VDEV_SILENCE_MS);
	if (at < 0) {
		pass(job);
		return;
	}
	observed(job, "byte %lld was 0x%02x, is 0x%02x", (long long)at, kept.copy[at],
		q->desc_area->bytes[at]);
	fail(job, "the device changes a descriptor after marking it used");
}

/* 2.8.4: the flag tells whether anything was written. */
static void run_write_flag(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct completion done;
	struct exercise e;
	struct vq *q;

	ring_begin(v, true, 0);
	q = exercise_start(v, &e);
	if (!e.in) {
		absent(job, "requests of the device have no device-writable part");
		return;
	}
	exercise_again(&e);
	done = vq_do(q, segs, exercise_segs(&e, 0, segs));
	expected(job, "VIRTQ_DESC_F_WRITE in the used descriptor of a buffer that was written");
	observed(job, "used length %u, VIRTQ_DESC_F_WRITE %s", done.claimed,
		done.write_flag ? "set" : "clear");
	if (done.claimed && !done.write_flag)
		fail(job, "used descriptors of %u written bytes lack VIRTQ_DESC_F_WRITE",
			done.claimed);
	else
		pass(job);
}

CHECK(packed_unavailable) = {
	.id = "virtio.packed.unavailable",
	.title = "A descriptor whose AVAIL bit has not changed is not used",
	.source = "VIRTIO 1.4, 2.8.15 The Virtqueue Descriptor Table",
	.level = LEVEL_MUST,
	.statements = "V14-PACK-D006",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_unavailable,
};

CHECK(packed_final) = {
	.id = "virtio.packed.used-final",
	.title = "A descriptor does not change after it was marked used",
	.source = "VIRTIO 1.4, 2.8.15 The Virtqueue Descriptor Table",
	.unseen = "changes between the mark and the first look at it",
	.level = LEVEL_MUST,
	.statements = "V14-PACK-D007",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_final,
};

CHECK(packed_write_flag) = {
	.id = "virtio.packed.used-write-flag",
	.title = "A used descriptor has VIRTQ_DESC_F_WRITE where the device has written",
	.source = "VIRTIO 1.4, 2.8.4 Element Address and Length",
	.prose = "VIRTQ_DESC_F_WRITE in a used descriptor specifies whether any data has been "
		 "written by the device into any parts of the buffer",
	.level = LEVEL_MUST,
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_write_flag,
};
