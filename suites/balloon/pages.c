/* SPDX-License-Identifier: Apache-2.0 */
#include "virtio/balloon.h"
#include "virtio/ring.h"
#include "virtio/wire.h"

#include <string.h>

#define PAGES 4

static bool tell(struct vq *q, struct dma *numbers, const char *what)
{
	struct seg seg = device_reads(numbers);
	struct completion done;

	vq_add(q, &seg, 1);
	vq_kick(q);
	expected(q->v->job, "the descriptor used");
	observed(q->v->job, "not within %d ms", VDEV_ANSWER_MS);
	if (vq_wait(q, VDEV_ANSWER_MS, &done))
		return true;
	fail(q->v->job, "the device does not acknowledge that pages were %s", what);
	return false;
}

/* In between the pages may lose what they held; afterwards they are memory like any other. */
static void run(struct job *job)
{
	struct vdev *v = wire_open(job);
	struct vq *inflate, *deflate;
	struct dma *pages, *numbers;

	vdev_begin(v, BALLOON_F_MUST_TELL_HOST);
	inflate = vq_open(v, BALLOON_INFLATE, 0);
	deflate = vq_open(v, BALLOON_DEFLATE, 0);
	vdev_live(v);
	pages = dma_new_aligned(v, PAGES * BALLOON_PAGE, BALLOON_PAGE);
	numbers = dma_new(v, PAGES * sizeof(uint32_t));
	for (uint32_t i = 0; i < PAGES; i++)
		((uint32_t *)numbers->bytes)[i] = (uint32_t)(pages->addr / BALLOON_PAGE) + i;
	if (!tell(inflate, numbers, "given") || !tell(deflate, numbers, "taken back"))
		return;
	memset(pages->bytes, 0x5a, pages->size);
	vdev_pause(v, VDEV_SILENCE_MS);
	expected(job, "0x5a in each byte for %d ms", VDEV_SILENCE_MS);
	observed(job, "first byte 0x%02x", *(volatile uint8_t *)pages->bytes);
	if (bytes_all(pages->bytes, pages->size, 0x5a))
		pass(job);
	else
		fail(job, "a page changes after it was taken back from the balloon");
}

CHECK(balloon_pages) = {
	.id = "virtio.balloon.pages",
	.title = "Pages are given to the balloon and taken back",
	.source = "VIRTIO 1.4, 5.5.6 Device Operation",
	.prose = "the device acknowledges inflate and deflate requests by using the descriptor",
	.level = LEVEL_MUST,
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS,
	.run = run,
};
