/* SPDX-License-Identifier: Apache-2.0 */
#include "bench/wire.h"
#include "virtio/blk.h"
#include "virtio/wire.h"

#define AFTER (1 << 20) /* the first MiB stays as it is */

struct operation {
	uint32_t type, size;
	uint64_t sector;
	struct wire_request request;
};

/* One sector again and again is not what every disk takes. */
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
	struct blk_request r;
	struct vq *q;

	if (op->type == BLK_T_FLUSH)
		vdev_need(v, BLK_F_FLUSH);
	if (op->type == BLK_T_OUT)
		need_writable(v);
	q = blk_start(v, BLK_F_FLUSH);
	r = blk_new(v, op->type, op->sector, op->size);
	request.segs = segs;
	request.count = blk_segs(&r, segs);
	wire_measure(q, &request);
	if (*r.status->bytes != BLK_S_OK)
		say(job, VERDICT_ERROR, "the requests end with status %s",
			blk_status_word(*r.status->bytes));
}

#define BLOCK_BENCH(name, op_type, bytes, at, words, sentence, unit_flags)                         \
	static const struct metric_desc name##_metrics[] =                                         \
		WIRE_METRICS("wire.block." #name, "a block " words);                               \
	static const struct operation name##_op = {                                                \
		.type = op_type,                                                                   \
		.size = bytes,                                                                     \
		.sector = (at) / BLK_SECTOR,                                                       \
		.request = {"wire.block." #name ".time", "wire.block." #name ".exits",             \
			"wire.block." #name ".stall", "size=" #bytes, NULL, 0},                    \
	};                                                                                         \
	BENCH(wire_block_##name) = {                                                               \
		.id = "wire.block." #name,                                                         \
		.title = sentence,                                                                 \
		.source = "VIRTIO 1.4, 5.2.6 Device Operation",                                    \
		.each = &wire_blocks,                                                              \
		.flags = UNIT_CLAIMS | (unit_flags),                                               \
		.metrics = name##_metrics,                                                         \
		.run = run,                                                                        \
		.data = &name##_op,                                                                \
	}

BLOCK_BENCH(read, BLK_T_IN, 4096, AFTER, "read of 4 KiB",
	"How long one read of 4 KiB takes below any driver", 0);
BLOCK_BENCH(write, BLK_T_OUT, 4096, AFTER, "write of 4 KiB",
	"How long one write of 4 KiB takes below any driver", UNIT_WRITES);
BLOCK_BENCH(flush, BLK_T_FLUSH, 0, 0, "flush", "How long a flush takes below any driver", 0);
