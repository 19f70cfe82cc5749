/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/exercise.h"
#include "virtio/ring_format.h"
#include "virtio/wire.h"

#define DESC_SIZE 16

static void judge(struct job *job, struct vq *q, struct exercise *e, const char *what)
{
	struct completion done;
	const char *wrong;

	vq_kick(q);
	wrong = vq_wait(q, VDEV_ANSWER_MS, &done) ? exercise_wrong(e, done.len)
						  : "there is no answer";
	expected(job, "the answer to the same request without indirect descriptors");
	observed(job, "%s", wrong ? wrong : "the same answer");
	if (wrong)
		fail(job, "%s: %s", what, wrong);
	else
		pass(job);
}

/* First an ordinary request, so that what follows is due to how the second one is made. */
static struct vq *start(struct vdev *v, struct exercise *e)
{
	struct vq *q;

	ring_begin(v, false, VIRTIO_F_INDIRECT_DESC);
	q = exercise_start(v, e);
	q->indirect = false;
	exercise_once(e, q);
	exercise_again(e);
	return q;
}

static struct dma *table_of(struct vdev *v, const struct seg *segs, unsigned count)
{
	struct dma *table = dma_new(v, DESC_SIZE * count);
	struct split_desc *desc = (struct split_desc *)table->bytes;

	for (unsigned i = 0; i < count; i++) {
		desc[i] = (struct split_desc){segs[i].addr, segs[i].len,
			segs[i].device_writes ? DESC_WRITE : 0, (uint16_t)(i + 1)};
		if (i + 1 < count)
			desc[i].flags |= DESC_NEXT;
	}
	return table;
}

static void run_write_flag(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX];
	struct exercise e;
	struct vq *q = start(v, &e);
	unsigned count = exercise_segs(&e, 0, segs), id;
	struct dma *table = table_of(v, segs, count);
	struct seg whole = device_reads(table);

	id = vq_prepare(q, &whole, 1);
	q->slots[id].writable = vq_writable(segs, count);
	q->desc[id].flags = DESC_INDIRECT | DESC_WRITE;
	vq_publish(q, id);
	judge(job, q, &e, "with VIRTQ_DESC_F_WRITE on the descriptor of an indirect table");
}

/* The first element in a descriptor of its own, the others in a table that it is chained to. */
static void run_mixed(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct seg segs[VQ_SEGS_MAX], chain[2];
	struct exercise e;
	struct vq *q = start(v, &e);
	unsigned count = exercise_segs(&e, 0, segs), id;

	if (count < 2) /* one element: cut it in two */
		count = exercise_segs(&e, (segs[0].len + 1) / 2, segs);
	if (count < 2) {
		skipped(job, "the request of the device is a single byte");
		return;
	}
	chain[0] = segs[0];
	chain[1] = device_reads(table_of(v, segs + 1, count - 1));
	id = vq_prepare(q, chain, 2);
	q->slots[id].writable = vq_writable(segs, count);
	q->desc[q->follows[id]].flags = DESC_INDIRECT;
	vq_publish(q, id);
	judge(job, q, &e, "with a descriptor chained to one that refers to an indirect table");
}

CHECK(split_indirect_write) = {
	.id = "virtio.split.indirect-write-flag",
	.title = "The write flag of a descriptor that refers to an indirect table is ignored",
	.source = "VIRTIO 1.4, 2.7.5.3.2 Indirect Descriptors",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D007",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_write_flag,
};

CHECK(split_indirect_mixed) = {
	.id = "virtio.split.indirect-chained",
	.title = "Ordinary descriptors may be followed by one that refers to an indirect table",
	.source = "VIRTIO 1.4, 2.7.5.3.2 Indirect Descriptors",
	.level = LEVEL_MUST,
	.statements = "V14-SPLIT-D008",
	.each = &wire_devices,
	.flags = UNIT_CLAIMS,
	.run = run_mixed,
};
