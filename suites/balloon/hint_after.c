/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/hints.h"
#include "virtio/wire.h"

#include <string.h>

/* Once DONE is told the page is ours again. */
static void run(struct job *job)
{
	struct hints h = hints_open(wire_open(job));
	struct dma *page;

	hints_send_id(&h, hints_begin(&h));
	page = hints_send_page(&h, 0x5a);
	if (!hints_end(&h)) {
		inconclusive(job, "the device does not report that it is done");
		return;
	}
	memset(page->bytes, 0xc3, page->size);
	vdev_pause(h.v, VDEV_SILENCE_MS);
	expected(job, "0xc3 in each byte for %d ms", VDEV_SILENCE_MS);
	observed(job, "first byte 0x%02x", *(volatile uint8_t *)page->bytes);
	if (bytes_all(page->bytes, page->size, 0xc3))
		pass(job);
	else
		fail(job, "a hinted page was modified after the device was done");
}

CHECK(balloon_hint_after) = {
	.id = "virtio.balloon.hint-after",
	.title = "A hinted page is not modified after the device reported DONE",
	.source = "VIRTIO 1.4, 5.5.6.5.2 Free Page Hinting",
	.unseen = "what happens later than 50 ms after that",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D010",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 30000,
	.run = run,
};
