/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/blk/disk.h"
#include "virtio/wire.h"

#define PRE_EOL_MAX 3 /* what is above is reserved */
#define WEAR_MAX    11

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct blk_lifetime *life;
	struct blk_request r;
	struct vq *q;

	vdev_need(v, BLK_F_LIFETIME);
	q = blk_start(v, BLK_F_LIFETIME);
	r = blk_new(v, BLK_T_GET_LIFETIME, 0, sizeof(*life));
	life = (struct blk_lifetime *)r.data->bytes;
	*life = (struct blk_lifetime){UINT16_MAX, UINT16_MAX, UINT16_MAX};
	if (!status_is(job, blk_do(q, &r, NULL), BLK_S_OK, "a request for the lifetime"))
		return;
	expected(job, "pre_eol_info at most %d, the estimates at most %d", PRE_EOL_MAX, WEAR_MAX);
	observed(job, "pre_eol_info %u, estimates %u and %u", life->pre_eol_info, life->typ_a,
		life->typ_b);
	if (life->pre_eol_info > PRE_EOL_MAX)
		fail(job, "pre_eol_info %u is reserved", life->pre_eol_info);
	else if (life->typ_a > WEAR_MAX || life->typ_b > WEAR_MAX)
		fail(job, "a lifetime estimate above %d is reserved", WEAR_MAX);
	else
		pass(job);
}

CHECK(blk_lifetime) = {
	.id = "virtio.block.lifetime",
	.title = "No lifetime metric has a reserved value",
	.source = "VIRTIO 1.4, 5.2.6.2 Device Operation",
	.level = LEVEL_MUST,
	.statements = "V14-BLK-D035",
	.each = &wire_blocks,
	.flags = UNIT_CLAIMS,
	.run = run,
};
