/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/block_walk.h"
#include "bench/wire.h"
#include "virtio/blk.h"
#include "virtio/wire.h"

#define AFTER  ((1 << 20) / BLK_SECTOR)	  /* the first MiB stays as it is */
#define REGION ((256 << 20) / BLK_SECTOR) /* as the block benches' block.region_mib */

struct operation {
	uint32_t type, size;
	struct wire_request request;
};

/* Where the next request of a walk in random order goes. */
struct target {
	struct blk_header *header;
	struct walk walk;
	uint32_t sectors;
};

static void move(void *of)
{
	struct target *target = of;

	target->header->sector = AFTER + walk_next(&target->walk) * target->sectors;
}

static void walk_region(struct target *target, struct vdev *v, const struct operation *op)
{
	uint64_t sectors = blk_capacity(v), size = op->size / BLK_SECTOR;

	sectors = sectors < AFTER + REGION ? sectors : AFTER + REGION;
	if (sectors < AFTER + size) {
		skipped(v->job, "the disk ends within its first MiB, which stays as it is");
		job_stop(v->job);
	}
	target->sectors = (uint32_t)size;
	walk_init(&target->walk, (sectors - AFTER) / size, true, 1);
}

/* Writing anywhere is not what every disk takes. */
static void need_writable(struct vdev *v)
{
	if (vdev_offers(v, BLK_F_RO))
		absent(v->job, "the disk is read-only");
	else if (vdev_offers(v, BLK_F_ZONED) && vdev_config8(v, BLK_CONFIG_ZONED_MODEL) == BLK_Z_HM)
		absent(v->job, "the zones of the disk are written in order only");
	else
		return;
	job_stop(v->job);
}

static void run(struct job *job)
{
	const struct operation *op = job->unit->data;
	struct wire_request request = op->request;
	struct vdev *v = wire_open(job);
	struct seg segs[BLK_SEGS];
	struct target target;
	struct blk_request r;
	struct vq *q;

	if (op->type == BLK_T_FLUSH)
		vdev_need(v, BLK_F_FLUSH);
	if (op->type == BLK_T_OUT)
		need_writable(v);
	q = blk_start(v, BLK_F_FLUSH);
	r = blk_new(v, op->type, 0, op->size);
	request.segs = segs;
	request.count = blk_segs(&r, segs);
	if (op->size) {
		walk_region(&target, v, op);
		target.header = (struct blk_header *)r.header->bytes;
		request.again = move;
		request.of = &target;
	}
	wire_measure(q, &request);
	if (*r.status->bytes != BLK_S_OK)
		say(job, VERDICT_ERROR, "the requests end with status %s",
			blk_status_word(*r.status->bytes));
}

#define BLOCK_BENCH(name, op_type, bytes, conditions, words, sentence, unit_flags)                 \
	static const struct metric_desc name##_metrics[] =                                         \
		WIRE_METRICS("wire.block." #name, "a block " words);                               \
	static const struct operation name##_op = {                                                \
		.type = (op_type),                                                                 \
		.size = (bytes),                                                                   \
		.request = {"wire.block." #name ".time", "wire.block." #name ".exits",             \
			"wire.block." #name ".stall", conditions, NULL, 0, NULL, NULL},            \
	};                                                                                         \
	BENCH(wire_block_##name) = {                                                               \
		.id = "wire.block." #name,                                                         \
		.title = (sentence),                                                               \
		.source = "VIRTIO 1.4, 5.2.6 Device Operation",                                    \
		.each = &wire_blocks,                                                              \
		.flags = UNIT_CLAIMS | (unit_flags),                                               \
		.metrics = name##_metrics,                                                         \
		.run = run,                                                                        \
		.data = &name##_op,                                                                \
	}

BLOCK_BENCH(read, BLK_T_IN, 4096, "pattern=randread size=4096", "read of 4 KiB",
	"How long one read of 4 KiB takes below any driver", 0);
BLOCK_BENCH(write, BLK_T_OUT, 4096, "pattern=randwrite size=4096", "write of 4 KiB",
	"How long one write of 4 KiB takes below any driver", UNIT_WRITES);
BLOCK_BENCH(flush, BLK_T_FLUSH, 0, "size=0", "flush", "How long a flush takes below any driver", 0);
