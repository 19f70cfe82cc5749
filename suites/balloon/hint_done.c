/* SPDX-License-Identifier: Apache-2.0 */
#include "suites/balloon/hints.h"
#include "virtio/wire.h"

static void run(struct job *job)
{
	struct hints h = hints_open(wire_open(job));
	bool done;

	hints_send_id(&h, hints_begin(&h));
	hints_send_page(&h, 0x5a);
	done = hints_end(&h);
	expected(job, "free_page_hint_cmd_id DONE (1) within %d ms", HINTS_MS);
	observed(job, "0x%x", hints_id(&h));
	if (done)
		pass(job);
	else
		fail(job, "the host has ended, but the device does not report that it is done");
}

CHECK(balloon_hint_done) = {
	.id = "virtio.balloon.hint-done",
	.title = "The device reports DONE once it does not need the hinted pages any more",
	.source = "VIRTIO 1.4, 5.5.6.5.2 Free Page Hinting",
	.unseen = "ends other than one that the host is asked for",
	.level = LEVEL_MUST,
	.statements = "V14-BALLOON-D011",
	.each = &wire_balloons,
	.flags = UNIT_CLAIMS | UNIT_HOST,
	.timeout_ms = 30000,
	.run = run,
};
