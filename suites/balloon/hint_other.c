/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/hints.h"
#include "virtio/wire.h"

#define OTHER 0x1000 /* from the command id that the device has given */

/* A page that counts must keep what it holds; one that is only hinted at may lose it. */
static void run(struct job *job)
{
	struct hints h = hints_open(wire_open(job));
	uint32_t id = hints_begin(&h);
	struct dma *page;

	hints_send_id(&h, id + OTHER);
	page = hints_send_page(&h, 0x5a);
	hints_send_id(&h, BALLOON_CMD_ID_STOP);
	hints_end(&h);
	expected(job, "a page hinted for command 0x%x as it was, the command being 0x%x",
		id + OTHER, id);
	observed(job, "first byte 0x%02x", page->bytes[0]);
	if (bytes_all(page->bytes, page->size, 0x5a))
		pass(job);
	else
		fail(job, "a page that was hinted for another command was taken as free");
}

CHECK(balloon_hint_other) = {
	.id = "virtio.balloon.hint-other",
	.title = "Pages that are hinted for another command are left alone",
	.source = "VIRTIO 1.4, 5.5.6.5.2 Free Page Hinting",
	.unseen = "whether the page is left out where the memory is copied to",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D008",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 30000,
	.run = run,
};
