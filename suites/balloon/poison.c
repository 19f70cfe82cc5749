/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/balloon.h"
#include "virtio/ring.h"
#include "virtio/wire.h"

#include <string.h>

#define SIZE (64u << 10) /* of one report: a whole page of every host's */

/* The page may be given back to the host, if it then reads as the same. */
static bool keeps(struct vdev *v, uint8_t poison)
{
	struct dma *pages;
	struct seg seg;
	struct vq *q;
	uint8_t found;

	vdev_begin(v, BALLOON_F_PAGE_REPORTING, BALLOON_F_PAGE_POISON);
	vdev_config_write(v, BALLOON_CONFIG_POISON_VAL, 4, 0x01010101u * poison);
	q = vq_open(v, BALLOON_REPORTING, 0);
	vdev_live(v);
	pages = dma_new_aligned(v, SIZE, SIZE);
	memset(pages->bytes, poison, SIZE);
	seg = device_writes(pages);
	vq_do(q, &seg, 1);
	found = *(volatile uint8_t *)pages->bytes;
	expected(v->job, "0x%02x in each byte of the reported pages", poison);
	observed(v->job, "first byte 0x%02x", found);
	if (bytes_all(pages->bytes, SIZE, poison))
		return true;
	fail(v->job, "a reported page holds something else than poison_val 0x%02x", poison);
	return false;
}

static void run(struct job *job)
{
	struct vdev *v = wire_open(job);

	vdev_need(v, BALLOON_F_PAGE_REPORTING);
	vdev_need(v, BALLOON_F_PAGE_POISON);
	if (keeps(v, 0xaa) && keeps(v, 0))
		pass(job);
}

CHECK(balloon_poison) = {
	.id = "virtio.balloon.poison",
	.title = "Reported pages hold poison_val after the report",
	.source = "VIRTIO 1.4, 5.5.6.7.2 Free Page Reporting",
	.unseen = "pages that the device takes later",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D014",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS,
	.run = run,
};
